// Solids from STL files: both formats, the checker, an exact torus beside, and damage of all kinds.

import Foundation
import PINNCore
import PINNGeometry
import PINNTestSupport
import Testing

@Suite struct STLTests {
  @Test func theCheckerAcceptsATriangulatedTorus() throws {
    try checkRegion(TriangulatedSolid(stl: torusSTL(), name: "torus.stl"))
  }

  @Test func triangulatedSolidsCanBeCut() throws {
    let torus = try TriangulatedSolid(stl: torusSTL(), name: "torus.stl", piece: "tube")
    let half = try torus & HalfSpace(through: [0, 0, 0.01], normal: [0, 0, 1], piece: "cut")
    #expect(half.boundary.map(\.name) == ["tube", "cut"])
    try checkRegion(half)
  }

  @Test func theDistanceIsThatOfTheSmoothTorusUpToItsFacets() throws {
    let solid = try TriangulatedSolid(stl: torusSTL(), name: "torus.stl")
    let smooth = try Torus(center: [0, 0, 0], majorRadius: 2, minorRadius: 0.7)
    // A facet is no farther from the surface than 0.7 (1 - cos 15 degrees) + 2.7 (1 - cos 7.5 degrees).
    var rng = RandomStream(seed: 1, for: "test")
    for _ in 0..<500 {
      let point = (0..<3).map { _ in 6 * rng.uniform() - 3 }
      #expect(abs(solid.signedDistance(to: point) - smooth.signedDistance(to: point)) < 0.048)
    }
    #expect(solid.triangleCount == 576 && solid.measure < smooth.measure && solid.measure > 0.93 * smooth.measure)
  }

  @Test func signsAreRightNextToSharpEdgesAndCorners() throws {
    // Beside a corner a plane of a face that is nearest may have the point on its other side.
    let solid = try TriangulatedSolid(stl: Data(textSTL(simplex).utf8), name: "simplex")
    var rng = RandomStream(seed: 2, for: "test")
    for _ in 0..<20_000 {
      let corner: [Double] = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]][Int(4 * rng.uniform())]
      let p = corner.map { $0 + 0.2 * rng.uniform() - 0.1 }
      let isInside = p.allSatisfy { $0 > 0 } && p.reduce(0, +) < 1
      #expect((solid.signedDistance(to: p) < 0) == isInside, "\(p)")
    }
  }

  @Test func bothFormatsSayTheSame() throws {
    let binary = try TriangulatedSolid(stl: binarySTL(simplex), name: "a")
    let text = try TriangulatedSolid(stl: Data(textSTL(simplex).utf8), name: "b")
    #expect(abs(text.measure - 1 / 6.0) < 1e-15 && binary.measure == text.measure)
    #expect(abs(text.boundary[0].region.measure - (1.5 + 0.75.squareRoot())) < 1e-12)
    #expect(binary.point(at: [0.3, 0.4, 0.5]) == text.point(at: [0.3, 0.4, 0.5]))
    // A surface that is inside out all over is turned.
    let turned = try TriangulatedSolid(stl: binarySTL(simplex.map { $0.reversed() }), name: "c")
    #expect(turned.measure == binary.measure && turned.contains([0.1, 0.1, 0.1]))
  }

  @Test func filesAreRead() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "simplex-\(UUID()).stl").path
    try binarySTL(simplex).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try TriangulatedSolid(stl: path).triangleCount == 4)
    #expect(problem { _ = try TriangulatedSolid(stl: path + ".gone") }?.contains("can't be read") == true)
  }

  @Test func damageIsASentence() {
    func message(_ data: Data) -> String { problem { _ = try TriangulatedSolid(stl: data, name: "part") } ?? "none" }
    func message(_ text: String) -> String { message(Data(text.utf8)) }
    let text = textSTL(simplex)
    #expect(message(Data()).contains("less than the 84"))
    #expect(
      message(binarySTL(simplex).dropLast(7)).contains("announces 4 triangles, which take 284 bytes, but has 277"))
    #expect(message(binarySTL([])).contains("no triangles"))
    #expect(message(binarySTL(Array(simplex.dropLast()))).contains("open: the edge from"))
    #expect(message(binarySTL(simplex + [simplex[0]])).contains("two at each edge"))
    #expect(message(binarySTL(simplex.dropLast() + [simplex[3].reversed()])).contains("in the same direction"))
    #expect(
      message(binarySTL(simplex + [[[0, 0, 0], [1, 0, 0], [2, 0, 0]]])).contains("triangle 4 of part has an area of 0"))
    var broken = simplex
    broken[2][1][0] = .nan
    #expect(message(binarySTL(broken)).contains("triangle 2 of part has a vertex that isn't finite"))
    #expect(message(textSTL(broken)).contains("isn't finite"))
    #expect(
      message(String(text.dropLast(30))).contains("damaged: after 3 triangles it has its end instead of 'endfacet'"))
    #expect(message(text.replacing("outer", with: "inner")).contains("it has 'inner' instead of 'outer'"))
    #expect(message("solid nothing\nendsolid").contains("no triangles"))
    // There and back again: closed, but around nothing.
    #expect(message(binarySTL([simplex[0], simplex[0].reversed()])).contains("volume of 0"))
  }

  @Test func noDamageCrashes() {
    var rng = RandomStream(seed: 3, for: "test")
    let files = [binarySTL(simplex), Data(textSTL(simplex).utf8)]
    var (refused, accepted) = (0, 0)
    for round in 0..<600 {
      var data = files[round % 2]
      switch round / 2 % 3 {
      case 0: data = data.prefix(Int(rng.uniform() * Double(data.count)))
      case 1:
        for _ in 0...(round % 5) {
          data[Int(rng.uniform() * Double(data.count))] ^= UInt8(1 << Int(8 * rng.uniform()))
        }
      default: data = data.prefix(90) + data.dropFirst(90 + Int(60 * rng.uniform()))
      }
      do {
        let solid = try TriangulatedSolid(stl: data, name: "fuzz")
        accepted += 1
        #expect(solid.measure > 0 && solid.contains(solid.point(at: [0.2, 0.7, 0.4])))
      } catch {
        refused += 1
        #expect(error is ProblemError)
      }
    }
    // Bits of headers, normals and names don't matter; most others do.
    #expect(refused > 300 && accepted > 20)
  }
}
