// What goes wrong with files, as sentences.

import PINNCore
import PINNFields

/// A file that can't be written or read as asked: what was expected, what was found, and what to do.
public struct FileError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The sentence to show.
  public let description: String
  /// An error with the sentence to show. What a terminal would obey in it, such as a name from a file, is written out.
  public init(_ description: String) { self.description = description.printable }
}

extension FieldSnapshot {
  /// Throws `FileError` for parts that don't fit together, in the words of `validate`.
  package func validateForFile() throws {
    do { try validate() } catch let error as ProblemError { throw FileError(error.description) }
  }
}
