// The public checker catches regions that break one promise each.

import PINNCore
import PINNGeometry
import PINNTestSupport
import Testing

/// A region whose parts can be replaced one by one.
private struct Altered: Region {
  var base: any Region
  var measure: Double
  var bounds: [ClosedRange<Double>]
  var boundary: [BoundaryPiece]
  var map: @Sendable ([Double]) -> [Double]
  var distance: @Sendable ([Double]) -> Double
  var holds: @Sendable ([Double]) -> Bool
  var function: @Sendable ([Expr]) throws -> Expr

  init(_ base: any Region) {
    self.base = base
    measure = base.measure
    bounds = base.bounds
    boundary = base.boundary
    map = { base.point(at: $0) }
    distance = { base.signedDistance(to: $0) }
    holds = { base.contains($0) }
    function = { try base.definingFunction(at: $0) }
  }

  var axes: [Axis] { base.axes }
  var dimension: Int { base.dimension }
  var description: String { "altered" }
  func point(at unit: [Double]) -> [Double] { map(unit) }
  func signedDistance(to point: [Double]) -> Double { distance(point) }
  func contains(_ point: [Double]) -> Bool { holds(point) }
  func definingFunction(at point: [Expr]) throws -> Expr { try function(point) }
}

@Suite struct CheckRegionTests {
  /// What the checker says of a unit disk after a change.
  private func finding(_ change: (inout Altered, Ball) -> Void) throws -> String {
    let disk = try Ball(center: [0, 0], radius: 1)
    var altered = Altered(disk)
    change(&altered, disk)
    do {
      try checkRegion(altered)
      return "nothing"
    } catch { return (error as? CheckFailure)?.description ?? "\(error)" }
  }

  /// A piece with another region, name, distance or normal.
  private func piece(
    _ old: BoundaryPiece, name: String? = nil, region: (any Region)? = nil, distance: PieceDistance? = nil,
    normal: (@Sendable ([Double]) -> [Double])? = nil
  ) -> BoundaryPiece {
    BoundaryPiece(
      name: name ?? old.name, region: region ?? old.region, distance: distance ?? old.distance,
      normal: normal ?? old.normal)
  }

  @Test func anUnalteredDiskPasses() throws {
    #expect(try finding { _, _ in } == "nothing")
  }

  @Test func brokenInteriorsAreCaught() throws {
    #expect(try finding { disk, _ in disk.measure = 3.16 }.contains("counting the points inside"))
    #expect(try finding { disk, _ in disk.measure = .infinity }.contains("measure is inf"))
    #expect(try finding { disk, _ in disk.bounds = [-1...1, -0.5...1] }.contains("outside of the bounds"))
    // Uniform in the radius instead of its square: too many points in the middle.
    #expect(
      try finding { disk, ball in disk.map = { ball.point(at: [$0[0] * $0[0], $0[1]]) } }
        .contains("doesn't preserve measure"))
    #expect(
      try finding { disk, ball in disk.map = { ball.point(at: $0).map { 1.01 * $0 } } }.contains("isn't inside"))
    #expect(
      try finding { disk, ball in disk.distance = { 2 * ball.signedDistance(to: $0) } }.contains("larger magnitude"))
    #expect(
      try finding { disk, ball in disk.distance = { ball.signedDistance(to: $0) + 0.01 } }.contains("contains(_:) says")
    )
    #expect(try finding { disk, _ in disk.holds = { _ in true } }.contains("not numbers"))
    #expect(
      try finding { disk, _ in disk.function = { $0[0] * $0[0] + $0[1] * $0[1] - 1 } }.contains("defining function"))
  }

  @Test func brokenBoundariesAreCaught() throws {
    #expect(try finding { disk, ball in disk.boundary += ball.boundary }.contains("aren't unique"))
    #expect(try finding { disk, _ in disk.boundary = [] }.contains("don't close"))
    #expect(
      try finding { disk, ball in disk.boundary.append(piece(ball.boundary[0], name: "again")) }.contains("don't close")
    )
    #expect(
      try finding { disk, ball in
        disk.boundary = [piece(ball.boundary[0], normal: { ball.boundary[0].normal($0).map { -$0 } })]
      }.contains("don't point from the inside out"))
    #expect(
      try finding { disk, _ in disk.boundary = [piece(disk.boundary[0], normal: { $0.map { 1.001 * $0 } })] }
        .contains("has the length"))
    #expect(
      try finding { disk, ball in
        var long = Altered(ball.boundary[0].region)
        long.measure *= 1.02
        disk.boundary = [piece(ball.boundary[0], region: long)]
      }.contains("don't close"))
    #expect(
      try finding { disk, ball in
        var uneven = Altered(ball.boundary[0].region)
        let even = uneven.map
        uneven.map = { even([$0[0] * $0[0]]) }
        disk.boundary = [piece(ball.boundary[0], region: uneven)]
      }.contains("don't close"))
    #expect(
      try finding { disk, ball in
        disk.boundary = [piece(ball.boundary[0], region: try! Ball(center: [0, 0], radius: 0.9).boundary[0].region)]
      }.contains("isn't on the boundary"))
  }

  @Test func brokenFormulasAreCaught() throws {
    func finding(_ carrier: @escaping @Sendable (Expr) -> Expr) throws -> String {
      try self.finding { disk, ball in
        let distance = PieceDistance { carrier(ball.definingFunction(at: $0)) }
        disk.boundary = [piece(ball.boundary[0], distance: distance)]
      }
    }
    #expect(try finding { $0 + 0.001 }.contains("of that piece"))
    #expect(try finding { -$0 }.contains("inside"))
    #expect(try finding { $0 * $0 }.contains("times as fast"))
  }
}
