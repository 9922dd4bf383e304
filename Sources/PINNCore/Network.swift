// The ansatz: a function over expressions.

/// A parametrised function from inputs to outputs. A new architecture is its forward formula and nothing else.
public protocol Network: Sendable, CustomStringConvertible {
  /// The outputs, `outputs` scalars, from scalar inputs; asks `parameters` for its blocks by name.
  func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr]
  /// Refuses sizes that make no sense, such as a layer of width 0.
  func validate() throws
  /// Whether its outputs already have the sizes of the unknowns. If not, a training scales them by sizes found from the problem.
  var scalesOutputs: Bool { get }
}

extension Network {
  /// Accepts every size.
  public func validate() throws {}
  /// False: outputs have size 1.
  public var scalesOutputs: Bool { false }
}
