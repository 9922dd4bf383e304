// Coefficients that jump under a derivative are found, wherever they jump; those that don't are left alone.

import PINNCore
import PINNGeometry
import Testing

/// (k u_x)_x + (k u_y)_y + f = 0 with a conductivity and a source that may be any formula.
private struct Conduction: Equation {
  enum Unknown: String, UnknownName { case u }
  var k: @Sendable (State<Unknown>) -> Expr
  var f: @Sendable (State<Unknown>) -> Expr = { _ in 0 }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["conduction": (k(s) * s[.u][.x])[.x] + (k(s) * s[.u][.y])[.y] + f(s)]
  }
}

@Suite struct LostJumpTests {
  private func jumps(_ equation: Conduction) throws -> [LostJump] {
    try Problem(equation, on: Box(x: 0...2, y: 0...1), points: 10, conditions: []).lostJumps()
  }

  @Test func aJumpIsFoundWithItsPlaceAndValues() throws {
    let found = try jumps(Conduction(k: { s in select(s[.x] - 1.25, 400, 1) }))
    #expect(found.count == 1 && found[0].values == [1, 400] && found[0].place[0].value == 1.25, "\(found)")
    #expect(
      found[0].description.hasPrefix("'conduction' differentiates ")
        && "\(found[0])".contains("jumps from 1 to 400 at x = 1.25"))
    let disk = try jumps(
      Conduction(k: { s in
        let (x, y) = (s[.x] - 1, s[.y] - 0.5)
        return select(0.09 - x * x - y * y, 3 + s[.y], 1)
      }))
    #expect(disk.count == 1)
  }

  @Test func continuousChoicesAndSourcesAreLeftAlone() throws {
    #expect(try jumps(Conduction(k: { s in max(s[.x], 1) })).isEmpty)
    #expect(try jumps(Conduction(k: { s in select(s[.x] - 7, 400, 1) })).isEmpty, "it never jumps in this region")
    #expect(
      try jumps(Conduction(k: { _ in 1 }, f: { s in select(s[.x] - 1, 5, 0) })).isEmpty, "nobody differentiates it")
    // What depends on the unknown can't be told.
    #expect(try jumps(Conduction(k: { s in select(s[.u], 2, 1) })).isEmpty)
  }
}
