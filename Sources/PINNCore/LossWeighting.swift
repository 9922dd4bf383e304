// The seam through which the balance of a loss changes while it is trained: rules that see its parts between steps, and say what
// each term and each point counts.
//
// The loss of terms k, each a residual of one condition c, is  sum_k lambda_k w_c / N_c sum_i m_ci q_i r_k(x_i)^2  with the
// problem's weights w_c and quadrature weights q_i. A weighting gives the factors lambda by term and m by point.

/// One term of the loss: one residual of the equation or of a condition.
public struct LossTerm: Sendable, Hashable {
  /// Whose residuals a term has.
  public enum Source: Sendable, Hashable {
    /// The equation's.
    case equation
    /// Those of the condition with this name.
    case condition(String)
  }

  /// The residual's name for an equation, the condition's for others (and the residual's, if it has several).
  public let name: String
  /// The equation or a condition.
  public let source: Source

  /// The term called `name`.
  public init(_ name: String, of source: Source) {
    self.name = name
    self.source = source
  }
}

/// The loss as a weighting sees it between two steps, at the present parameters. Only what is asked for is computed.
public protocol LossParts {
  /// The coordinates of a point.
  var axes: [Axis] { get }
  /// The range of each coordinate over the whole region.
  var bounds: [ClosedRange<Double>] { get }
  /// All terms, those of one source together.
  var terms: [LossTerm] { get }
  /// The present points of the equation or a condition, [N, axes.count]; of pairs of points the first.
  func points(of source: LossTerm.Source) -> Tensor<Double>
  /// Its residuals r at its present points, [N, number of its terms], without any weight.
  func residuals(of source: LossTerm.Source) throws -> Tensor<Double>
  /// The gradient of a term by all parameters, with the problem's weight and the factors of the weightings before this one.
  func gradient(of term: LossTerm) -> [Double]
  /// sum_i |d rho_i / d theta|^2 over a term's points with rho_i = sqrt(lambda w m_i q_i / N) r_i: the trace of its neural tangent
  /// kernel as the loss sees it, with the factors of the weightings before this one.
  func kernelTrace(of term: LossTerm) throws -> Double
}

extension LossParts {
  /// The equation and the conditions, in the order of the terms.
  public var sources: [LossTerm.Source] {
    terms.reduce(into: []) { sources, term in if sources.last != term.source { sources.append(term.source) } }
  }
}

/// Factors on top of a problem's own weights.
public struct LossWeights: Sendable, Equatable {
  /// By term, in the order of the loss's `terms`; empty for 1 everywhere.
  public var terms: [Double]
  /// By source, in the order of the loss's `sources`, and point; an empty array for a source whose points all have factor 1, empty if
  /// that is so for all.
  public var points: [[Double]]

  /// Factors by term and by source and point; 1 where there are none.
  public init(terms: [Double] = [], points: [[Double]] = []) {
    self.terms = terms
    self.points = points
  }
}

/// A rule that balances the loss again every few steps. It is a value: a copy is a state that you can return to.
public protocol LossWeighting: Sendable, CustomStringConvertible {
  /// Steps from one update to the next; at least 1.
  var every: Int { get }
  /// The factors since the last update.
  var weights: LossWeights { get }
  /// Refuses settings that make no sense, and a loss over axes that it can't use.
  func validate(axes: [Axis]) throws
  /// Reads the loss and changes `weights`: before the first step, then every `every` steps.
  mutating func update(from loss: some LossParts) throws
  /// Points were redrawn: `update` follows, with as many factors by point as there are points then.
  mutating func pointsChanged()
  /// Names `weights` and everything else that it carries from update to update, for checkpoints: `try weights.carry(through:
  /// &archive)`, and so on. Settings aren't part of it. When restoring, it has never been updated.
  mutating func carryState(through archive: inout OptimizerArchive) throws
}

extension LossWeighting {
  /// Does nothing. A rule that remembers no points sees the new ones when it is updated.
  public mutating func pointsChanged() {}

  /// Everything that it carries from update to update, by name.
  public func state() throws -> [String: [Double]] {
    var (copy, archive) = (self, OptimizerArchive())
    try copy.carryState(through: &archive)
    return archive.arrays
  }

  /// Takes up a state that a weighting of the same settings had. Throws `ProblemError` for a state that doesn't fit, and stays as
  /// it is.
  public mutating func restore(_ state: [String: [Double]]) throws {
    var (copy, archive) = (self, OptimizerArchive(restoring: state, of: "'\(self)'"))
    try copy.carryState(through: &archive)
    self = copy
  }
}

extension LossWeights {
  /// Saves or restores all factors.
  public mutating func carry(through archive: inout OptimizerArchive) throws {
    try archive.carry("factors by term", resizing: &terms)
    try archive.carry("factors by point", resizing: &points)
  }
}

extension OptimizerArchive {
  /// Saves or restores an array that may have another length when it is restored.
  public mutating func carry(_ name: String, resizing array: inout [Double]) throws {
    var count = array.count
    try carry("\(name) count", &count)
    try carry(name, &array, counts: [count])
  }

  /// Saves or restores arrays, of which there may be another number when they are restored.
  public mutating func carry(_ name: String, resizing arrays: inout [[Double]]) throws {
    var count = arrays.count
    try carry("\(name) count", &count, in: 0...1_000_000)
    if count != arrays.count { arrays = Array(repeating: [], count: count) }
    for i in arrays.indices { try carry("\(name) \(i)", resizing: &arrays[i]) }
  }
}
