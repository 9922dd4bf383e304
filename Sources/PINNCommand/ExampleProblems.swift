// Problem files that `pinn new problem` hands out. A new one is a new file here and a new line below.

import Foundation

/// A problem file to start from.
package struct ExampleProblem: Sendable {
  /// The name, without ".yaml".
  package let name: String
  /// The text of the file.
  package let text: String

  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// What it is about: its first line, a comment.
  package var summary: String { text.prefix { $0 != "\n" }.trimmingCharacters(in: ["#", " "]) }

  /// All there are.
  package static let all: [ExampleProblem] = [
    .init("burgers", PackageResources.burgers_yaml),
    .init("heat", PackageResources.heat_yaml),
    .init("poisson", PackageResources.poisson_yaml),
  ]
}
