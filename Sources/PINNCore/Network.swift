// The ansatz: a function over expressions.

/// A parametrised function from inputs to outputs. A new architecture is its forward formula and nothing else.
public protocol Network: Sendable, CustomStringConvertible {
  /// The outputs, `outputs` scalars, from scalar inputs; asks `parameters` for its blocks by name.
  func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr]
  /// Refuses sizes that make no sense, such as a layer of width 0.
  func validate() throws
}

extension Network {
  /// Accepts every size.
  public func validate() throws {}
}
