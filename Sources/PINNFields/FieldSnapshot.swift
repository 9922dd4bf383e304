// What a run leaves behind, as data: fields on a grid or at points, the history, the network. Writers turn it into files.

import PINNCore

/// A solution on a grid or at points, with all that is needed to understand it later.
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

  /// The grid's axes in storage order, time first and then space axes, slowest first, with their values.
  public var coordinates: [(axis: Axis, values: [Double])]
  /// Points over further axes, at each of which the grid's values are given: with no `coordinates` the fields are on a
  /// point set, with time alone they are time series at points.
  public var points: PointSet?
  /// Cells over `points`, by their nodes' indices in VTK's order. The numbers of nodes and of the points' axes say which shape
  /// it is: over any axes 2 nodes are a line and 3 a triangle. In the plane 4 nodes are a quadrilateral; 6 are a triangle, 8 or 9 a
  /// quadrilateral of second order. Over three axes 4 nodes are a tetrahedron, 5 a pyramid, 6 a prism, 8 a hexahedron; 10, 13, 15 or 18, 20
  /// or 27 are the same of second order.
  public var cells: [[Int]] = []
  /// Values of each field; the shape is `shape`.
  public var fields: [(name: String, values: Tensor<Double>)]
  /// What fields and axes mean, by name.
  public var quantities: [String: Quantity] = [:]
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
    coordinates: [(axis: Axis, values: [Double])] = [], points: PointSet? = nil,
    fields: [(name: String, values: Tensor<Double>)],
    attributes: [(name: String, value: Attribute)] = [], history: [(name: String, values: [Double])] = [],
    parameters: [Double] = [], layout: ParameterLayout = ParameterLayout()
  ) {
    self.coordinates = coordinates
    self.points = points
    self.fields = fields
    self.attributes = attributes
    self.history = history
    self.parameters = parameters
    self.layout = layout
  }
}

extension FieldSnapshot {
  /// What a field or an axis is, for labels in files and pictures.
  public struct Quantity: Sendable, Equatable {
    /// What a field is to the problem.
    public enum Role: String, Sendable {
      /// The value of an unknown, or a coordinate.
      case value
      /// A known solution's value.
      case reference
      /// Value minus reference: it has a sign.
      case error
      /// A residual of an equation: it has a sign.
      case residual
    }

    /// What it is in words, such as "velocity along x"; empty if the name says it all.
    public var longName: String
    /// Its unit, such as "m/s"; empty for numbers without one.
    public var unit: String
    /// What a field is to the problem.
    public var role: Role

    /// A quantity in words, with its unit.
    public init(_ longName: String = "", unit: String = "", role: Role = .value) {
      self.longName = longName
      self.unit = unit
      self.role = role
    }
  }

  /// The shape of every field: the counts of `coordinates`, then the number of `points` if there are any.
  public var shape: [Int] { coordinates.map(\.values.count) + (points.map { [$0.count] } ?? []) }

  /// All axes: those of the grid in storage order, then those of the points.
  public var axes: [Axis] { coordinates.map(\.axis) + (points?.axes ?? []) }

  /// The coordinates of all values, [N, axes.count], in the order of the fields' elements.
  public var pointTable: Tensor<Double> {
    let grid = coordinates.map(\.axis)
    guard let points else { return productTable(coordinates, over: grid) }
    let places = productTable(coordinates, over: grid, times: points.count)
    let elements = (0..<places.count).flatMap { Array(places.row($0)) + points.points.row($0 % points.count) }
    return Tensor(shape: [places.count, axes.count], elements: elements)
  }

  /// The shape of a cell over the points; nil if no shape has so many nodes.
  package func cellShape(_ cell: [Int]) -> CellShape? { CellShape(nodes: cell.count, axes: points?.axes.count ?? 0) }

  /// What the field or axis called `name` is.
  public func quantity(_ name: String) -> Quantity { quantities[name] ?? Quantity() }

  /// The values of the field called `name`. Throws `ProblemError`, listing the fields there are, if there is none.
  public func field(_ name: String) throws -> Tensor<Double> {
    guard let field = fields.first(where: { $0.name == name }) else {
      let known = fields.map { "'\($0.name)'" }.joined(separator: ", ")
      throw ProblemError("the snapshot has no field '\(name)'; it has \(known.isEmpty ? "none" : known)")
    }
    return field.values
  }

  /// The snapshot at the grid values nearest to those given, without these axes; and the values taken.
  ///
  /// Throws `ProblemError` for an axis that is none of the grid's.
  public func slice(at values: [Axis: Double]) throws -> (snapshot: FieldSnapshot, values: [Axis: Double]) {
    var slice = self
    var taken: [Axis: Double] = [:]
    for (axis, value) in values {
      guard let index = slice.coordinates.firstIndex(where: { $0.axis == axis }) else {
        let known = coordinates.map(\.axis.name).joined(separator: ", ")
        throw ProblemError("the snapshot can't be cut at \(axis) = \(value): its grid has the axes (\(known))")
      }
      let grid = slice.coordinates[index].values
      let nearest = grid.indices.min { abs(grid[$0] - value) < abs(grid[$1] - value) } ?? 0
      let run = slice.shape[(index + 1)...].reduce(1, *)
      slice.coordinates.remove(at: index)
      let shape = slice.shape
      slice.fields = slice.fields.map { name, values in
        let elements = (0..<shape.reduce(1, *)).map {
          values.elements[($0 / run * grid.count + nearest) * run + $0 % run]
        }
        return (name, Tensor(shape: shape, elements: elements))
      }
      taken[axis] = grid[nearest]
    }
    return (slice, taken)
  }

  /// Throws `ProblemError` for parts that don't fit together: an axis named twice or without values, a field of another
  /// shape than `shape`, a cell with a corner that isn't there, parameters that don't fit their layout.
  public func validate() throws {
    let names = axes.map(\.name)
    guard Set(names).count == names.count, !shape.contains(0) else {
      throw ProblemError(
        "a snapshot needs different axes with at least one value each, not \(names) with \(shape) values")
    }
    for (name, values) in fields where values.shape != shape {
      let place = points == nil ? "the coordinates \(names)" : "the coordinates and points over \(names)"
      throw ProblemError("field '\(name)' has shape \(values.shape), but \(place) have \(shape) values")
    }
    let count = points?.count ?? 0
    for (i, cell) in cells.enumerated() {
      guard cellShape(cell) != nil, cell.allSatisfy((0..<count).contains) else {
        let numbers = CellShape.nodeCounts(axes: points?.axes.count ?? 0).map { "\($0)" }
        throw ProblemError(
          "cell \(i), \(cell), must name \(numbers.dropLast().joined(separator: ", ")) or \(numbers.last ?? "none") of the points "
            + "0 to \(count - 1)")
      }
    }
    guard parameters.count == layout.count else {
      throw ProblemError("\(parameters.count) parameters don't fit a layout of \(layout.count)")
    }
  }
}

/// Writes snapshots somewhere.
public protocol FieldWriter {
  /// Writes the snapshot whole or not at all.
  func write(_ snapshot: FieldSnapshot) throws
}

extension FieldSnapshot {
  /// The attribute under which a run keeps the scales and shifts of its network's outputs, if there are any.
  package static let outputMapAttribute = "output_map"
}
