// What a run leaves behind, as data: fields on a grid, the history, the network. Writers (HDF5, ...) turn it into files.

/// A solution on a grid with all that is needed to understand it later.
public struct FieldSnapshot: Sendable {
  /// A number, whole number or text that belongs to the whole snapshot.
  public enum Attribute: Sendable, Equatable {
    /// A real number.
    case number(Double)
    /// A whole number.
    case integer(Int)
    /// A text.
    case text(String)
  }

  /// The axes in storage order, time first and then space axes, slowest first, with their grid values.
  public var coordinates: [(axis: Axis, values: [Double])]
  /// Values of each unknown on the grid; the shape is the coordinates' counts.
  public var fields: [(name: String, values: Tensor<Double>)]
  /// Facts about the run by name: equation, coefficients, seed, precision, errors.
  public var attributes: [(name: String, value: Attribute)]
  /// Training history: equally long series by name ("step", "seconds", "loss", and one for each condition).
  public var history: [(name: String, values: [Double])]
  /// The network's parameters, flat, with their blocks.
  public var parameters: [Double]
  /// The blocks of `parameters`.
  public var layout: ParameterLayout

  /// A snapshot of the given parts.
  public init(
    coordinates: [(axis: Axis, values: [Double])], fields: [(name: String, values: Tensor<Double>)],
    attributes: [(name: String, value: Attribute)] = [], history: [(name: String, values: [Double])] = [],
    parameters: [Double] = [], layout: ParameterLayout = ParameterLayout()
  ) {
    self.coordinates = coordinates
    self.fields = fields
    self.attributes = attributes
    self.history = history
    self.parameters = parameters
    self.layout = layout
  }
}

/// Writes snapshots somewhere.
public protocol FieldWriter {
  /// Writes the snapshot whole or not at all.
  func write(_ snapshot: FieldSnapshot) throws
}
