// XDMF: a page of XML that tells ParaView and VisIt what the arrays of an HDF5 file are. Time steps are slices of the
// arrays.

import PINNFields
import PINNFiles

/// Writes snapshots as a pair of files, `name.h5` with everything and `name.xdmf`, which ParaView opens (Xdmf3 or XDMF
/// reader).
///
/// The axis t becomes the time of a series. A grid of at most three other axes is a rectilinear mesh, the fastest axis
/// along x; points are vertices, or the cells over them.
///
/// Format: XDMF Model and Format, version 3.
public struct XDMFWriter: FieldFileWriter {
  /// Where the XML goes; the HDF5 file has the same name with the extension h5.
  public let path: String
  /// Whether files that are there already are replaced.
  public let force: Bool

  /// A writer to `path`, which replaces files that are there already only with `force`.
  public init(path: String, force: Bool = false) {
    self.path = path
    self.force = force
  }

  /// The HDF5 file beside it.
  public var arrays: HDF5Writer {
    let stem = fileExtension(of: path).isEmpty ? path : String(path[..<path.lastIndex(of: ".")!])
    return HDF5Writer(path: stem + ".h5", force: force)
  }

  /// The page of XML and the arrays.
  public var paths: [String] { [path, arrays.path] }

  /// Refuses what `write` would refuse for either path. Throws `FileError`.
  public func validate() throws {
    try AtomicFile(path: path, replaces: force).validate()
    try arrays.validate()
  }

  /// Refuses a grid or points over more than three axes beside t. Throws `FileError`.
  public func validate(for outline: FieldSnapshot) throws { _ = try XDMFDocument(outline, file: "") }

  /// Writes the HDF5 file, then the XML, each whole or not at all. Throws `FileError` for files that can't be written,
  /// and for a snapshot over more than three axes beside t.
  public func write(_ snapshot: FieldSnapshot) throws {
    try validate()
    let text = try XDMFDocument(snapshot, file: arrays.path.split(separator: "/").last.map(String.init) ?? "").text()
    try arrays.write(snapshot)
    try AtomicFile(path: path, replaces: force).write(text)
  }
}

/// The XML for a snapshot in a file.
private struct XDMFDocument {
  let snapshot: FieldSnapshot
  let file: String
  let places: SnapshotPlaces
  /// The dimension that is time, and the others.
  let time: Int?
  let space: [Int]

  init(_ snapshot: FieldSnapshot, file: String) throws {
    try snapshot.validateForFile()
    self.snapshot = snapshot
    self.file = file
    places = SnapshotPlaces(snapshot)
    time =
      snapshot.coordinates.count + (snapshot.points == nil ? 0 : 1) > 1
      ? snapshot.coordinates.firstIndex { $0.axis == .t } : nil
    space = snapshot.coordinates.indices.filter { [time] in $0 != time }
    let most = snapshot.points == nil ? 3 : 0
    guard space.count <= most, snapshot.points?.axes.count ?? 0 <= 3 else {
      let axes = snapshot.axes.map(\.name).joined(separator: ", ")
      throw FileError(
        "XDMF has no place for a snapshot over (\(axes)): besides t, a grid or points have at most 3 axes")
    }
  }

  func text() -> String {
    let moments = time.map { snapshot.coordinates[$0].values }
    let mesh = mesh()
    let grids =
      moments.map { times in
        let steps = times.enumerated().map { grid("step \($0)", mesh, time: $1, index: $0) }.joined()
        return "<Grid Name=\"series\" GridType=\"Collection\" CollectionType=\"Temporal\">\n\(steps)</Grid>\n"
      } ?? grid("fields", mesh, time: nil, index: 0)
    return """
      <?xml version="1.0"?>
      <Xdmf Version="3.0">
      <Domain>
      \(grids)</Domain>
      </Xdmf>

      """
  }

  // MARK: - Pieces

  private func grid(_ name: String, _ mesh: String, time: Double?, index: Int) -> String {
    let shape = snapshot.shape
    let inner = shape.indices.filter { $0 != self.time }
    let fields = zip(places.fields, snapshot.fields).map { place, field in
      let whole = item(shape, "/fields/\(place)")
      let slice = """
        <DataItem ItemType="HyperSlab" Dimensions="\(meshShape)">
        <DataItem Dimensions="3 \(shape.count)" Format="XML">
        \(list(shape.indices.map { $0 == self.time ? index : 0 }))
        \(list(shape.indices.map { _ in 1 }))
        \(list(shape.indices.map { inner.contains($0) ? shape[$0] : 1 }))
        </DataItem>
        \(whole)</DataItem>

        """
      return """
        <Attribute Name="\(XML.escaped(field.name))" AttributeType="Scalar" Center="Node">
        \(self.time == nil ? item(meshExtents, "/fields/\(place)") : slice)</Attribute>

        """
    }
    let moment = time.map { "<Time Value=\"\($0)\"/>\n" } ?? ""
    return "<Grid Name=\"\(name)\" GridType=\"Uniform\">\n\(moment)\(mesh)\(fields.joined())</Grid>\n"
  }

  /// The extents of a mesh: those of the space axes, slowest first, with ones before them up to three.
  private var meshExtents: [Int] {
    if let points = snapshot.points { return [points.count] }
    return Array(repeating: 1, count: 3 - space.count) + space.map { snapshot.shape[$0] }
  }
  private var meshShape: String { list(meshExtents) }

  private func mesh() -> String {
    if let points = snapshot.points { return topology(points) + geometry(points) }
    let axes = space.reversed().map { item([snapshot.shape[$0]], "/coordinates/\(places.axes[$0])") }
    let filling = (axes.count..<3).map { _ in "<DataItem Dimensions=\"1\" Format=\"XML\">0</DataItem>\n" }
    return """
      <Topology TopologyType="3DRectMesh" Dimensions="\(meshShape)"/>
      <Geometry GeometryType="VXVYVZ">
      \((axes + filling).joined())</Geometry>

      """
  }

  private func geometry(_ points: PointSet) -> String {
    let names = Array(places.axes.dropFirst(snapshot.coordinates.count))
    let axes = points.axes.vtkOrder.map { item([points.count], "/coordinates/\(names[$0])") }
    let zeros = list(Array(repeating: 0, count: points.count))
    let filling = (axes.count..<3).map { _ in
      "<DataItem Dimensions=\"\(points.count)\" Format=\"XML\">\(zeros)</DataItem>\n"
    }
    return "<Geometry GeometryType=\"X_Y_Z\">\n\((axes + filling).joined())</Geometry>\n"
  }

  private func topology(_ points: PointSet) -> String {
    let shapes = Set(snapshot.cells.compactMap(snapshot.cellShape))
    guard let shape = shapes.first else {
      return "<Topology TopologyType=\"Polyvertex\" NumberOfElements=\"\(points.count)\" NodesPerElement=\"1\"/>\n"
    }
    // A line also says how many corners it has.
    if shapes.count == 1 {
      let type = shape.xdmf.name + (shape == .line ? "\" NodesPerElement=\"2" : "")
      let cells = item([snapshot.cells.count, shape.nodeCount], "/cells/\(shape.place)", type: "Int")
      return "<Topology TopologyType=\"\(type)\" NumberOfElements=\"\(snapshot.cells.count)\">\n\(cells)</Topology>\n"
    }
    let mixed = snapshot.cells.flatMap { cell in
      let shape = snapshot.cellShape(cell) ?? .line
      return [shape.xdmf.number] + (shape == .line ? [2] : []) + cell
    }
    return """
      <Topology TopologyType="Mixed" NumberOfElements="\(snapshot.cells.count)">
      <DataItem Dimensions="\(mixed.count)" NumberType="Int" Format="XML">\(list(mixed))</DataItem>
      </Topology>

      """
  }

  private func item(_ shape: [Int], _ place: String, type: String = "Float") -> String {
    "<DataItem Dimensions=\"\(list(shape))\" NumberType=\"\(type)\" Precision=\"8\" Format=\"HDF\">"
      + "\(XML.escaped("\(file):\(place)"))</DataItem>\n"
  }

  private func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: " ") }
}
