// What the XML formats share: names that mean nothing to XML, and arrays of numbers in base64.

import Foundation

/// Pieces of XML.
package enum XML {
  /// Text with the characters that mean something to XML written otherwise; those that XML can't have become "_".
  package static func escaped(_ text: String) -> String {
    String(text.map { ($0.asciiValue ?? 32) < 32 ? "_" : $0 })
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  /// A VTK array of Doubles, in base64 after its length in bytes.
  static func array(_ name: String, _ values: [Double], components: Int = 1) -> String {
    array(name, "Float64", values.map { $0.bitPattern.littleEndian }, components)
  }

  /// A VTK array of whole numbers.
  static func array(_ name: String, _ values: [Int64]) -> String {
    array(name, "Int64", values.map { UInt64(bitPattern: $0.littleEndian) }, 1)
  }

  private static func array(_ name: String, _ type: String, _ words: [UInt64], _ components: Int) -> String {
    let data = ([UInt64(words.count * 8).littleEndian] + words).withUnsafeBytes { Data($0) }
    return """
      <DataArray type="\(type)" Name="\(escaped(name))" NumberOfComponents="\(components)" format="binary">
      \(data.base64EncodedString())
      </DataArray>

      """
  }
}
