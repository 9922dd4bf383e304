// Entries that say what isn't so, and what the check of their arguments says about them.

import PINN
import PINNSamplers
import PINNTestSupport
import Testing

@Suite struct BrokenEntryTests {
  private static let share = PluginArgument("share", "a part of the whole", range: .within(0...1))
  private static let entries: [(entry: AdaptiveSamplerEntry, words: String)] = [
    (.init("sound", "What it is") { a in RAR(adding: try a.number(share, default: 0.1)) }, ""),
    (.init("mute", "") { _ in R3() }, "needs a name and a summary"),
    (
      .init("vague", "What it is") { a in RAR(adding: try a.number("share", default: 0.1)) },
      "says nothing about the argument 'share'"
    ),
    (
      .init("twice", "What it is") { a in RAD(exponent: try a.number(share), floor: try a.number(share)) },
      "two arguments 'share'"
    ),
    (.init("greedy", "What it is") { a in RAR(adding: try a.number(share, default: 2)) }, "takes 2.0 for 'share'"),
    (.init("stubborn", "What it is") { _ in throw ProblemError("no") }, "makes nothing of examples: no"),
    (
      .init("idle", "What it is") { a in
        _ = try a.number(share)
        return R3()
      }, "the same whatever 'share' is"
    ),
    (
      .init("strict", "What it is") { a in
        let value = try a.number(share, default: 0.1)
        guard value < 0.5 else { throw ProblemError("no") }
        return RAR(adding: value)
      }, "but what it makes refuses 1.0"
    ),
    (
      .init("sly", "What it is") { a in
        let value = try a.number(share, default: 0.1)
        return value > 0.2 ? RAD(exponent: value, floor: try a.number(.init("floor", "another"))) : RAR(adding: value)
      }, "asks for [\"share\"], but where 'share' is"
    ),
    (.init("random", "What it is") { _ in RAD(exponent: .random(in: 0...1)) }, "different things of equal arguments"),
  ]

  @Test(arguments: entries.indices) func areCaught(_ i: Int) {
    let (entry, words) = Self.entries[i]
    do {
      try checkArguments(of: entry, ranges: .inside) { _ in }
      #expect(words.isEmpty)
    } catch { #expect(!words.isEmpty && "\(error)".contains(words), "\(error)") }
  }

  /// What accepts every number fails where numbers outside must be refused.
  @Test func generosityIsCaught() {
    let error = #expect(throws: CheckFailure.self) { try checkArguments(of: AdaptiveSamplerEntry.rar) { _ in } }
    #expect(error?.description.contains("but what it makes accepts -0.001") == true, "\(error?.description ?? "")")
  }
}
