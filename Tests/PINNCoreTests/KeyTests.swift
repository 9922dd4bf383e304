// Keys that are types: columns of data and pieces of a boundary can't be mistaken for one another.

import PINNCore
import Testing

@Suite struct KeyTests {
  @Test func aColumnOfYoursIsNoneOfThePackages() throws {
    #expect(Column("normal x") != .normal(.x) && Column("quadrature weight") != .quadratureWeight)
    #expect(Set([Column("u"), "u", .normal(.x), .normal(.y), "normal x"]).count == 4)
    #expect([Column("u"), "normal x", .normal(.x)].map(\.description) == ["u", "\"normal x\"", "normal x"])
    #expect(Column("u").userName == "u" && Column.normal(.x).userName == nil)
    // A table with such a heading has neither normals nor weights.
    let points = try PointSet(
      axes: [.x], points: Tensor(rows: [[0.0], [1.0]]), data: ["normal x": [5, 6], "quadrature weight": [1, 9]])
    #expect(points.data[.normal(.x)] == nil && points.data[.quadratureWeight] == nil)
    #expect(points.selecting([1]).data["normal x"] == [6])
  }

  @Test func piecesAreNames() {
    #expect(Piece.named("x=0") == "x=0" && Piece.initial == "initial")
    #expect([Piece.lower(.x), .upper("r"), "hole"].map(\.description) == ["lower x", "upper r", "hole"])
  }
}
