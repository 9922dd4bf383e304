// What goes wrong with files, as sentences.

/// A file that can't be written or read as asked: what was expected, what was found, and what to do.
public struct HDF5Error: Error, CustomStringConvertible, Equatable, Sendable {
  /// The sentence to show.
  public let description: String
  /// An error with the sentence to show.
  public init(_ description: String) { self.description = description }
}
