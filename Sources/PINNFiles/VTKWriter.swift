// VTK's XML files, for ParaView, VisIt and PyVista.

import PINNFields

/// Writes snapshots as VTK XML files (Kitware, VTK File Formats), numbers in binary.
///
/// A file holds one picture in space: of a grid, the fastest axis is VTK's x and the slowest its last, so that u[t, x] is
/// a plane over x and t. A grid of more than three axes has no place here; XDMF has a time axis.
public struct VTKWriter: FieldFileWriter {
  /// The kinds of VTK file.
  public enum Kind: String, Sendable {
    /// A grid with equal steps along each axis, `.vti`.
    case image = "ImageData"
    /// A grid with any steps, `.vtr`.
    case rectilinear = "RectilinearGrid"
    /// Points, and cells over them if there are any, `.vtu`.
    case unstructured = "UnstructuredGrid"
  }

  /// What is written.
  public let kind: Kind
  /// Where the file goes.
  public let path: String
  /// Whether a file that is there already is replaced.
  public let force: Bool

  /// A writer to `path`, which replaces a file that is there already only with `force`.
  public init(_ kind: Kind, path: String, force: Bool = false) {
    self.kind = kind
    self.path = path
    self.force = force
  }

  /// Refuses what `write` would refuse for its path. Throws `FileError`.
  public func validate() throws { try AtomicFile(path: path, replaces: force).validate() }

  /// Refuses a grid or points that this kind of file has no place for. Throws `FileError`.
  public func validate(for outline: FieldSnapshot) throws {
    try outline.validateForFile()
    _ = try piece(outline)
  }

  /// Writes the snapshot whole or not at all. Throws `FileError` for a file that can't be written, for parts that don't
  /// fit, and for a snapshot that this kind of file has no place for.
  public func write(_ snapshot: FieldSnapshot) throws {
    try snapshot.validateForFile()
    let piece = try piece(snapshot)
    let fields = snapshot.fields.map { XML.array($0.name, $0.values.elements) }.joined()
    let text = """
      <?xml version="1.0"?>
      <VTKFile type="\(kind.rawValue)" version="1.0" byte_order="LittleEndian" header_type="UInt64">
      <\(kind.rawValue)\(piece.domain)>
      <Piece\(piece.extent)>
      <PointData>
      \(fields)</PointData>
      \(piece.geometry)</Piece>
      </\(kind.rawValue)>
      </VTKFile>

      """
    try AtomicFile(path: path, replaces: force).write(text)
  }

  // MARK: - Geometries

  private typealias Piece = (domain: String, extent: String, geometry: String)

  private func piece(_ snapshot: FieldSnapshot) throws -> Piece {
    switch kind {
    case .image: try image(snapshot)
    case .rectilinear: try rectilinear(snapshot)
    case .unstructured: try unstructured(snapshot)
    }
  }

  private func image(_ snapshot: FieldSnapshot) throws -> Piece {
    let grid = try threeAxes(of: snapshot)
    let extent = extent(of: grid)
    let steps = try grid.map { axis, values in
      let step = values.count > 1 ? (values[values.count - 1] - values[0]) / Double(values.count - 1) : 1
      let isUniform = values.enumerated().allSatisfy {
        abs($0.element - values[0] - Double($0.offset) * step) <= 1e-9 * abs(step)
      }
      guard step > 0, isUniform else {
        throw FileError("'\(path)' can't hold a grid whose values along \(axis) aren't equidistant; write .vtr instead")
      }
      return step
    }
    let origin = grid.map { "\($0.values[0])" }.joined(separator: " ")
    let spacing = steps.map { "\($0)" }.joined(separator: " ")
    return (" WholeExtent=\"\(extent)\" Origin=\"\(origin)\" Spacing=\"\(spacing)\"", " Extent=\"\(extent)\"", "")
  }

  private func rectilinear(_ snapshot: FieldSnapshot) throws -> Piece {
    let grid = try threeAxes(of: snapshot)
    for (axis, values) in grid where !zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) {
      throw FileError("'\(path)' can't hold a grid whose values along \(axis) don't increase")
    }
    let extent = extent(of: grid)
    let coordinates = grid.map { XML.array($0.axis.name, $0.values) }.joined()
    return (
      " WholeExtent=\"\(extent)\"", " Extent=\"\(extent)\"", "<Coordinates>\n\(coordinates)</Coordinates>\n"
    )
  }

  private func unstructured(_ snapshot: FieldSnapshot) throws -> Piece {
    guard let points = snapshot.points else {
      throw FileError("'\(path)' can't hold a grid, only points and cells; write .vti or .vtr instead")
    }
    guard snapshot.coordinates.allSatisfy({ $0.values.count == 1 }) else {
      let axes = snapshot.coordinates.map(\.axis.name).joined(separator: ", ")
      throw FileError("'\(path)' can't hold values at several \(axes); write .xdmf, or one slice of the snapshot")
    }
    guard points.axes.count <= 3 else {
      throw FileError("'\(path)' can't hold points over \(points.axes.count) axes, but at most 3")
    }
    let order = points.axes.vtkOrder
    let table = (0..<points.count).flatMap { i in
      order.map { points.points[i, $0] } + Array(repeating: 0.0, count: 3 - order.count)
    }
    let cells = snapshot.cells.isEmpty ? (0..<points.count).map { [$0] } : snapshot.cells
    var end = 0
    let ends = cells.map { cell in
      end += cell.count
      return Int64(end)
    }
    // 1 is VTK's vertex.
    let types = cells.map { Int64(snapshot.cellShape($0)?.rawValue ?? 1) }
    let topology =
      XML.array("connectivity", cells.joined().map(Int64.init)) + XML.array("offsets", ends) + XML.array("types", types)
    let geometry = """
      <Points>
      \(XML.array("points", table, components: 3))</Points>
      <Cells>
      \(topology)</Cells>

      """
    return ("", " NumberOfPoints=\"\(points.count)\" NumberOfCells=\"\(cells.count)\"", geometry)
  }

  /// The grid's axes, fastest first, filled up to three.
  private func threeAxes(of snapshot: FieldSnapshot) throws -> [(axis: Axis, values: [Double])] {
    guard snapshot.points == nil else {
      throw FileError("'\(path)' can't hold values at points, only on a grid; write .vtu instead")
    }
    guard snapshot.coordinates.count <= 3 else {
      throw FileError(
        "'\(path)' can't hold a grid over \(snapshot.coordinates.count) axes, but at most 3; write .xdmf or .h5 instead"
      )
    }
    return snapshot.coordinates.reversed()
      + (snapshot.coordinates.count..<3).map { (axis: Axis("axis \($0 + 1)"), values: [0]) }
  }

  private func extent(of grid: [(axis: Axis, values: [Double])]) -> String {
    grid.map { "0 \($0.values.count - 1)" }.joined(separator: " ")
  }
}

extension [Axis] {
  /// The positions of the axes in the order in which viewers take them for x, y, z: by name, time last.
  package var vtkOrder: [Int] {
    indices.sorted { (self[$0] == .t ? 1 : 0, self[$0].name) < (self[$1] == .t ? 1 : 0, self[$1].name) }
  }
}
