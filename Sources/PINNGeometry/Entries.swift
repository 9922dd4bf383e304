// What shapes say about themselves, and the list of them that problem files, the command line, the guide and the tests go by. A
// new shape is its file, its entry and a name in the list.

import PINNCore

/// The shapes of this package that have names in files. Boxes and times are ranges of axes there.
public let allRegions: [RegionEntry] = [
  .ball, .cone, .cylinder, .disk, .ellipsoid, .halfSpace, .mesh, .polygon, .shell, .stl, .torus,
]

extension RegionEntry {
  /// `Ball` in space.
  public static var ball: RegionEntry {
    RegionEntry("ball", "Ball in space, of one piece 'boundary' unless named") { a in
      try Ball(center: a.center(3), radius: a.radius(), piece: a.piece())
    }
  }

  /// `Cone`.
  public static var cone: RegionEntry {
    RegionEntry("cone", "Cone along z, or a part of one") { a in
      try Cone(
        base: a.base(), radius: a.radius(),
        topRadius: a.number(
          .init("topRadius", "radius at the top, less than that at the base", unit: "length", range: .nonnegative),
          default: 0),
        height: a.height())
    }
  }

  /// `Cylinder`.
  public static var cylinder: RegionEntry {
    RegionEntry("cylinder", "Cylinder along z") { a in
      try Cylinder(base: a.base(), radius: a.radius(), height: a.height())
    }
  }

  /// `Ball` in the plane.
  public static var disk: RegionEntry {
    RegionEntry("disk", "Disk in the plane, of one piece 'boundary' unless named") { a in
      try Ball(center: a.center(2), radius: a.radius(), piece: a.piece())
    }
  }

  /// `Ellipsoid`.
  public static var ellipsoid: RegionEntry {
    RegionEntry("ellipsoid", "Ellipse or ellipsoid along the axes") { a in
      try Ellipsoid(
        center: a.center(2),
        semiaxes: a.numbers(
          .init("semiaxes", "half the lengths along the axes", unit: "length", range: .positive, example: [2, 1])),
        piece: a.piece())
    }
  }

  /// `HalfSpace`.
  public static var halfSpace: RegionEntry {
    RegionEntry("halfSpace", "Half of the plane or of space, to cut with ('within', 'without')") { a in
      try HalfSpace(
        through: a.numbers(.init("through", "a point of the cut", unit: "length", example: [0, 0])),
        normal: a.numbers(.init("normal", "direction across the cut, away from what is meant")),
        piece: a.piece("plane"))
    }
  }

  /// `MeshRegion`.
  public static var mesh: RegionEntry {
    RegionEntry("mesh", "Cells of a mesh from Gmsh (.msh) or VTK (.vtu), whose physical groups are the pieces") { a in
      let file = try a.file(.init("file", "mesh file, .msh of version 2.2 or 4.1 or .vtu"))
      let part = try a.text(.init("part", "physical group of cells to take, all cells without"), default: "")
      let piece = try a.text(.init("piece", "name of the sides in no physical group"), default: "boundary")
      return try MeshRegion(mesh: file, part: part.isEmpty ? nil : part, piece: piece)
    }
  }

  /// `Polygon`.
  public static var polygon: RegionEntry {
    RegionEntry("polygon", "Polygon in the plane by its vertices, with holes") { a in
      try Polygon(
        a.points(.init("vertices", "corners in their order", unit: "length")),
        holes: a.rings(.init("holes", "corners of each hole", unit: "length")))
    }
  }

  /// `Shell`.
  public static var shell: RegionEntry {
    RegionEntry("shell", "Ring in the plane or hollow ball in space") { a in
      try Shell(
        center: a.center(2), inner: a.number(.init("inner", "inner radius", unit: "length", range: .positive)),
        outer: a.number(
          .init("outer", "outer radius, above the inner one", unit: "length", range: .positive, example: [2])))
    }
  }

  /// `TriangulatedSolid`.
  public static var stl: RegionEntry {
    RegionEntry("stl", "Solid in space bounded by the triangles of an STL file") { a in
      let file = try a.file(.init("file", "STL file, binary or text, of a closed surface"))
      return try TriangulatedSolid(stl: file, piece: a.piece())
    }
  }

  /// `Torus`.
  public static var torus: RegionEntry {
    RegionEntry("torus", "Torus around the direction z") { a in
      try Torus(
        center: a.center(3),
        majorRadius: a.number(
          .init("majorRadius", "radius of the tube's middle line", unit: "length", range: .positive, example: [2])),
        minorRadius: a.number(
          .init("minorRadius", "radius of the tube, less than the other", unit: "length", range: .positive)))
    }
  }
}

extension PluginArguments {
  fileprivate func center(_ dimension: Int) throws -> [Double] {
    try numbers(
      .init(
        "center", "coordinates of its centre", unit: "length", example: Array(repeating: 0, count: dimension)))
  }

  fileprivate func base() throws -> [Double] {
    try numbers(.init("base", "coordinates of the centre of its base", unit: "length", example: [0, 0, 0]))
  }

  fileprivate func radius() throws -> Double {
    try number(.init("radius", "radius", unit: "length", range: .positive))
  }

  fileprivate func height() throws -> Double {
    try number(.init("height", "height", unit: "length", range: .positive))
  }

  fileprivate func piece(_ name: String = "boundary") throws -> String {
    try text(.init("piece", "name of its boundary"), default: name)
  }
}
