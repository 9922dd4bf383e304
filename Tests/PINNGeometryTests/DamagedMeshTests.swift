// Meshes that can't be right, and files that aren't whole: a sentence with the place, never a crash.

import Foundation
import PINNCore
import PINNGeometry
import Testing

@Suite struct DamagedMeshTests {
  private func message(_ text: String) -> String { message(Data(text.utf8)) }
  private func message(_ data: Data) -> String {
    problem { _ = try MeshRegion(Mesh(data, name: "part.msh")) } ?? "none"
  }

  /// A file of version 2 with numbered nodes and elements.
  private func file(_ nodes: [[Double]], _ elements: [String], names: String = "") -> String {
    let lines = nodes.enumerated().map { "\($0 + 1) " + $1.map { "\($0)" }.joined(separator: " ") }
    return """
      $MeshFormat
      2.2 0 8
      $EndMeshFormat
      \(names)$Nodes
      \(nodes.count)
      \(lines.joined(separator: "\n"))
      $EndNodes
      $Elements
      \(elements.count)
      \(elements.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: "\n"))
      $EndElements

      """
  }

  private let square: [[Double]] = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]

  @Test func cellsThatCannotBeAreNamed() {
    let two = ["2 2 0 1 1 2 3", "2 2 0 1 1 3 4"]
    #expect(message(file(square, two)) == "none")
    // The direction of a cell is no matter.
    #expect(message(file(square, ["2 2 0 1 1 2 3", "2 2 0 1 1 4 3"])) == "none")
    #expect(
      message(file(square, ["2 2 0 1 1 2 3", "2 2 0 1 1 2 4"]))
        == "part.msh: the cells 1 and 2 lie on the same side of the one that they share, from (0, 0) to (1, 0): one of them is "
        + "inverted, or they overlap")
    #expect(
      message(file(square + [[2, 0, 0]], ["2 2 0 1 1 2 5"]))
        == "part.msh: cell 1, one of the triangles, has no area of its own at the node at (0, 0)")
    #expect(message(file(square, ["2 2 0 1 1 2 2"])) == "part.msh: cell 1, one of the triangles, has a node twice")
    #expect(
      message(file(square, ["3 2 0 1 1 3 2 4"])).contains("cell 1, one of the quadrilaterals, is turned in itself"))
    #expect(
      message(file(square + [[0.2, 0.1, 0], [2, 1, 0]], two + ["2 2 0 1 1 3 6"])).contains(
        "the 3 cells 1, 2, 3 share the side from (1, 1) to (0, 0), but a side has two cells at most"))
    #expect(message(file([], [])) == "part.msh has no cells and no nodes")
    #expect(
      message(file(square, ["1 2 0 1 1 2"])).contains(
        "has lines only, and no cells to solve in. Gmsh saves nothing but"))
    #expect(message(file(square, ["15 2 0 1 1"])) == "part.msh has no cells")
    var bent = square
    bent[2][2] = 0.5
    #expect(message(file(bent, two)).contains("out of the plane z = 0, but no solid cells"))
    let solid = square + square.map { [$0[0], $0[1], 1] }
    #expect(message(file(solid, ["5 2 0 1 1 2 3 4 5 6 7 8"])) == "none")
    #expect(message(file(solid, ["5 2 0 1 1 2 3 4 5 6 8 7"])).contains("one of the hexahedra, is turned in itself"))
    #expect(message(file(solid, ["4 2 0 1 1 2 3 4"])).contains("one of the tetrahedra, has no volume"))
  }

  @Test func sidesInTwoGroupsAreRefused() {
    let names = "$PhysicalNames\n2\n1 3 \"in\"\n1 4 \"the wall\"\n$EndPhysicalNames\n"
    let cells = ["2 2 0 1 1 2 3", "2 2 0 1 1 3 4", "1 2 3 1 1 2"]
    #expect(message(file(square, cells, names: names)) == "none")
    #expect(
      message(file(square, cells + ["1 2 4 1 2 1"], names: names))
        == "part.msh: the side from (0, 0) to (1, 0) is in several physical groups, 'in', 'the wall', but pieces of the boundary "
        + "can't overlap; leave it in one of them")
  }

  @Test func damageIsReportedWithItsPlace() {
    let whole = file(square, ["2 2 0 1 1 2 3", "2 2 0 1 1 3 4"])
    func changed(_ old: String, _ new: String) -> String {
      message(whole.replacing(old, with: new, maxReplacements: 1))
    }
    #expect(
      changed("2.2 0 8", "4.0 0 8").contains("line 2: the version of the format is 4.0, but 2.2 or 4.1 is needed"))
    #expect(changed("2.2 0 8", "2.2 7 8").contains("line 2: expected 0 (text) or 1 (binary)"))
    #expect(changed("$MeshFormat", "$Nodes").contains("line 1: expected $MeshFormat first, found $Nodes"))
    #expect(changed("3 1.0 1.0", "3 1.0 one") == "part.msh, line 8: expected a coordinate, found 'one'")
    #expect(changed("3 1.0 1.0", "3 nan 1.0").contains("line 8: a coordinate is nan, but must be a finite number"))
    #expect(changed("3 1.0 1.0", "2 1.0 1.0") == "part.msh, line 8: node 2 is there twice")
    #expect(
      changed("$Nodes\n4", "$Nodes\n900000000000").contains("line 5: there are to be 900000000000 nodes, but the"))
    #expect(changed("$Nodes\n4", "$Nodes\n-4") == "part.msh, line 5: the number of nodes is -4")
    #expect(changed("$Nodes\n4", "$Nodes\n3").contains("line 9: expected $EndNodes after the data"))
    #expect(changed("2 2 2 0 1 1 3 4", "2 2 2 0 1 1 3 9").contains("element 2 has the node 9, which isn't there"))
    #expect(
      changed("2 2 2 0 1 1 3 4", "2 29 2 0 1 1 3 9").contains("line 14: element 2 is of type 29, which isn't read"))
    #expect(changed("$EndElements", "") == "part.msh, line 16: expected $EndElements, but the file ends")
    #expect(message("solid part") == "part.msh is no mesh: Gmsh's .msh begins with '$MeshFormat', VTK's .vtu with '<'")
    #expect(message("").contains("is no mesh"))
    #expect(message("<html></html>").contains("the file has no Piece"))
    #expect(
      message("<VTKFile type=\"PolyData\">").contains("expected a VTKFile of type UnstructuredGrid, found 'PolyData'"))
    #expect(
      message("$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n0\n$EndNodes\n").contains(
        "has no $Elements; it is cut off"))
    #expect(problem { _ = try MeshRegion(mesh: meshPath("gone.msh")) }?.contains("can't be read") == true)
  }

  @Test func otherCompressionsSayWhatToDo() throws {
    let text = try String(contentsOfFile: meshPath("strip-zlib.vtu"), encoding: .utf8)
    #expect(message(text) == "none")
    let other = text.replacing("vtkZLibDataCompressor", with: "vtkLZMADataCompressor")
    #expect(message(other).contains("compressed by vtkLZMADataCompressor; write them with zlib, or uncompressed"))
  }

  /// Whatever is cut off or changed, there is a mesh or a sentence.
  @Test(arguments: [
    "strip-2-text.msh", "strip-2-binary.msh", "strip-4-text.msh", "strip-4-binary.msh", "strip-text.vtu",
    "strip-plain.vtu",
    "strip-zlib.vtu", "strip-vtk-raw.vtu", "strip-vtk-base64.vtu", "solid-1.msh", "solid-2.msh",
  ]) func nothingCrashes(_ file: String) throws {
    let whole = try Data(contentsOf: URL(filePath: meshPath(file)))
    var (damaged, messages) = (0, Set<String>())
    func attempt(_ data: Data) {
      guard let message = problem({ _ = try MeshRegion(Mesh(data, name: "part.msh")) }) else { return }
      #expect(message.contains("part.msh"), "\(message)")
      damaged += 1
      messages.insert(String(message.prefix(60)))
    }
    let cuts = stride(from: 0, to: whole.count - 30, by: max(1, whole.count / 150))
    for end in cuts { attempt(whole.prefix(end)) }
    #expect(damaged == Array(cuts).count || file.contains("vtu"))
    var rng = RandomStream(seed: 4, for: "test")
    for _ in 0..<400 {
      var data = whole
      for _ in 0..<Int(1 + 3 * rng.uniform()) {
        let place = Int(rng.uniform() * Double(data.count))
        data[place] = rng.uniform() < 0.5 ? UInt8(256 * rng.uniform()) : data[place] ^ (1 << UInt8(8 * rng.uniform()))
      }
      attempt(data)
    }
    #expect(damaged > 100 && messages.count > 10)
  }
}
