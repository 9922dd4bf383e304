// Public checkers: what every conformer of a protocol must do, as functions that a plug-in's own tests call. They throw what
// they find wrong, so that they serve any testing library: `try checkRegion(Disk(...))`.

/// A promise of a protocol that a conformer breaks.
public struct CheckFailure: Error, CustomStringConvertible, Sendable {
  /// What was checked, what was expected and what came.
  public let description: String

  /// The failure of `subject`, with a sentence that says what was expected and what came.
  public init(_ subject: String, _ finding: String) { description = "\(subject): \(finding)" }
}
