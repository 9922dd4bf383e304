// An equation, a region, conditions: checked as a whole before anything is computed, so that a mistake is a sentence.

/// A differential equation to be solved on a region under conditions.
public struct Problem<E: Equation>: Sendable {
  /// The equation.
  public let equation: E
  /// Where it holds.
  public let region: any Region
  /// All conditions, the equation itself first.
  public let conditions: [Condition<E.Unknown>]
  /// What holds by construction.
  public let enforced: [EnforcedCondition<E.Unknown>]
  /// The unknowns from a network's outputs, after the enforced conditions; outputs without an entry stay as they are.
  public let transform: @Sendable (State<E.Unknown>) -> [E.Unknown: Expr]
  /// All coefficients: the equation's by the names of its properties, then numbers to be found that stand elsewhere (in a source, a
  /// condition, an enforced value) by their own.
  public let coefficients: [(name: String, coefficient: Coefficient)]
  private let enforcement: Enforcement<E.Unknown>

  /// The problem of solving `equation` on `region`, at `points` points, under `conditions`.
  ///
  /// - Parameters:
  ///   - enforced: values on boundary pieces that hold by construction, whatever the network's weights.
  ///   - transform: what the unknowns are in terms of the network's outputs, for parts of the solution that are known,
  ///     such as the singularity of a corner: `{ s in [.u: corner + s[.u]] }`. It comes after `enforced`, which then
  ///     holds for `s[.u]`.
  ///
  /// Throws `ProblemError` for parts that don't fit together: coefficients that the equation refuses, an axis that the
  /// region lacks, a boundary piece that doesn't exist, fewer than one point, a weight that isn't a number of at least
  /// 0, data that aren't finite or lie outside the region, two conditions of one name.
  public init(
    _ equation: E, on region: some Region, points: Int, weight: Double = 1, conditions: [Condition<E.Unknown>],
    enforced: [EnforcedCondition<E.Unknown>] = [],
    transform: @escaping @Sendable (State<E.Unknown>) -> [E.Unknown: Expr] = { _ in [:] }
  ) throws {
    try equation.validate()
    self.equation = equation
    self.region = region
    var law = Condition<E.Unknown>(name: "\(E.self)", place: .interior, points: points, weight: weight) { s in
      equation.residuals(s.here).map { ($0.key, $0.value) }
    }
    law.isEquation = true
    self.conditions = [law] + conditions
    self.enforced = enforced
    self.transform = transform
    enforcement = try Enforcement(enforced, on: region)
    coefficients = Self.coefficients(equation, self.conditions, enforcement, on: region, transform)
    guard !E.Unknown.allCases.isEmpty else { throw ProblemError("\(E.self) has no unknowns to solve for") }
    let missing = Set(equation.axes).subtracting(region.axes)
    guard missing.isEmpty else {
      throw ProblemError(
        "\(E.self) needs the axes (\(Self.list(equation.axes))), but \(region) lacks \(Self.list(missing.sorted()))")
    }
    for condition in self.conditions { try check(condition) }
    try checkTrainables()
    let names = self.conditions.map(\.name)
    for (i, name) in names.enumerated() where names[..<i].contains(name) {
      throw ProblemError("two conditions are called '\(name)'; give one of them another name with 'name:'")
    }
  }

  /// The names of the region's boundary pieces, as conditions refer to them.
  public var pieceNames: [String] { region.boundary.map(\.name) }

  /// The state whose unknowns a network's outputs stand for, at a point or (`side` 1) at its partner.
  package func state(_ outputs: [E.Unknown: Expr], side: Int = 0) throws -> State<E.Unknown> {
    try Self.state(outputs, side: side, enforcement, transform)
  }

  static func state(
    _ outputs: [E.Unknown: Expr], side: Int = 0, _ enforcement: Enforcement<E.Unknown>,
    _ transform: @Sendable (State<E.Unknown>) -> [E.Unknown: Expr]
  ) throws -> State<E.Unknown> {
    let constrained = try enforcement(outputs, side: side)
    return State(constrained.merging(transform(State(constrained, side: side))) { $1 }, side: side)
  }

  /// The boundary pieces that a condition names. Throws `ProblemError`, listing those there are, if one doesn't exist.
  package func pieces(_ pieces: [Piece], of condition: String) throws -> [BoundaryPiece] {
    guard !pieces.isEmpty else {
      throw ProblemError("condition '\(condition)' names no boundary piece; \(region) has \(quoted(pieceNames))")
    }
    let found = try pieces.map { name in
      guard let piece = region.boundaryPiece(name) else {
        throw ProblemError(
          "condition '\(condition)' is on '\(name)', but the boundary pieces of \(region) are \(quoted(pieceNames))")
      }
      return piece
    }
    let names = found.map(\.name)
    for (i, name) in names.enumerated() where names[..<i].contains(name) {
      throw ProblemError("condition '\(condition)' names the boundary piece '\(name)' twice")
    }
    return found
  }

  /// The two pieces on which `axis` has its least and its largest value. Throws `ProblemError` if there are no such
  /// pieces.
  package func pair(across axis: Axis, of condition: String) throws -> (lower: BoundaryPiece, upper: BoundaryPiece) {
    guard region.axes.contains(axis) else {
      throw ProblemError("condition '\(condition)' is periodic along \(axis), an axis that \(region) lacks")
    }
    guard let lower = region.boundaryPiece(.lower(axis)), let upper = region.boundaryPiece(.upper(axis)) else {
      throw ProblemError("condition '\(condition)' needs two boundary pieces across \(axis), but \(region) has none")
    }
    return (lower, upper)
  }
}
