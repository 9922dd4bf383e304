// Pieces by an axis and its end, on every kind of region that has such pieces.

import PINNGeometry
import Testing

@Suite struct PieceTests {
  @Test func endsOfAnAxisAreFound() throws {
    let interval = try Interval(-1...2)
    #expect(interval.boundaryPiece(.lower(.x))?.name == "x=-1" && interval.boundaryPiece(.upper(.x))?.name == "x=2")
    let moving = try Box(x: 0...1, y: 0...3).over(time: 0...5)
    #expect(moving.boundaryPiece(.upper(.y))?.name == "y=3" && moving.boundaryPiece(.lower(.t))?.name == "initial")
    #expect(moving.boundaryPiece("x=1")?.name == "x=1" && moving.boundaryPiece(.initial)?.name == "initial")
    #expect(moving.boundaryPiece(.upper(.z)) == nil && moving.boundaryPiece("x=7") == nil)
    #expect(try Ball(center: [0, 0], radius: 1).boundaryPiece(.lower(.x)) == nil)
  }
}
