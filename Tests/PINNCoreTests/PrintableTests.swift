// What a terminal would obey is written out; what people write stays.

import PINNCore
import Testing

@Suite struct PrintableTests {
  @Test(arguments: [
    ("\u{1B}[2J\u{1B}]0;owned\u{7}", "\\u{1B}[2J\\u{1B}]0;owned\\u{7}"),
    ("a\u{8}b\u{7F}\u{9B}31m", "a\\u{8}b\\u{7F}\\u{9B}31m"),
    ("line\rover", "line\\u{D}over"), ("two\r\nlines\n\tand a tab", "two\nlines\n\tand a tab"),
    ("\u{202E}txt.h5", "\\u{202E}txt.h5"),
    ("a\u{2028}b\u{200B}c", "a\\u{2028}b\\u{200B}c"), ("ν = 0.01 / π, 速度, é", "ν = 0.01 / π, 速度, é"),
    ("می\u{200C}شود \u{1F469}\u{200D}\u{1F52C}", "می\u{200C}شود \u{1F469}\u{200D}\u{1F52C}"), ("", ""),
  ]) func textsArePrintable(_ text: String, _ expected: String) {
    #expect(text.printable == expected)
    #expect(text.printable.printable == expected)
  }

  @Test func excerptsAreShortAndOnOneLine() {
    #expect("root:x:0:0".excerpt() == "root:x:0:0")
    #expect("a\nb\tc".excerpt() == "a\\nb c")
    #expect(String(repeating: "x", count: 1_000_000).excerpt(10) == "xxxxxxx...")
    #expect(String(repeating: "\u{1B}", count: 100).excerpt(12).count == 12)
  }

  @Test func errorsArePrintable() {
    #expect(ProblemError("no field '\u{1B}[31m'").description == "no field '\\u{1B}[31m'")
  }
}
