// Jumps that a law differentiates away: select(x - 1, 400, 1) as a conductivity has the derivative 0 on either side, so that the law
// says nothing about what holds across x = 1.

/// A coefficient that jumps, under a derivative of a law.
public struct LostJump: Sendable, Equatable, CustomStringConvertible {
  /// The residual in which it stands.
  public let residual: String
  /// The part that jumps, as laws print it.
  public let formula: String
  /// The values on both sides.
  public let values: [Double]
  /// Where it jumps: a point, by its coordinates.
  public let place: [(axis: Axis, value: Double)]

  /// "'poisson' differentiates select(x - 1, 400, 1), which jumps from 1 to 400 at x = 1".
  public var description: String {
    let place = place.map { "\($0.axis) = \(short($0.value))" }.joined(separator: ", ")
    return
      "'\(residual)' differentiates \(formula), which jumps from \(short(values[0])) to \(short(values[1])) at \(place)"
  }

  private func short(_ value: Double) -> String { "\(Expr(value))" }

  /// Equal parts and places.
  public static func == (a: LostJump, b: LostJump) -> Bool { a.description == b.description }
}

extension Problem {
  /// The jumps under derivatives of the problem's laws, if they are functions of the coordinates: one for each part that jumps.
  /// Throws what the parts' formulas throw.
  public func lostJumps() throws -> [LostJump] {
    var found: [LostJump] = []
    for condition in conditions {
      for (name, residual) in condition.symbolicLaw(over: region.axes) {
        for part in residual.selectsUnderDerivatives {
          guard let jump = try largestJump(of: part) else { continue }
          let lost = LostJump(
            residual: condition.isEquation ? name : condition.name, formula: "\(part.whole)", values: jump.values,
            place: zip(region.axes, jump.place).map { (axis: $0, value: $1) })
          if !found.contains(where: { $0.formula == lost.formula }) { found.append(lost) }
        }
      }
    }
    return found
  }

  /// Values of both branches where the condition changes its sign and they differ most; nil if they meet everywhere.
  private func largestJump(of part: Expr.Select) throws -> (values: [Double], place: [Double])? {
    let formulas = [part.condition, part.then, part.otherwise]
    guard let program = try? Program<Double>(values: formulas, axes: region.axes) else { return nil }
    func values(_ points: [[Double]]) throws -> [[Double]] {
      let table = try program.values(at: Tensor(rows: points))
      return (0..<table.count).map { Array(table.row($0)) }
    }
    var rng = RandomStream(seed: 0, for: StreamKey(.partOfRegion, of: "jumps"))
    let points = (0..<512).map { _ in region.point(at: (0..<region.dimension).map { _ in rng.uniform() }) }
    let conditions = try values(points).map { $0[0] }
    // Pairs on different sides, halved until they meet.
    var pairs = zip(points.indices, points.indices.dropFirst()).filter {
      (conditions[$0] >= 0) != (conditions[$1] >= 0)
    }
    .prefix(32).map { i, j -> (inside: [Double], outside: [Double]) in
      conditions[i] >= 0 ? (points[i], points[j]) : (points[j], points[i])
    }
    guard !pairs.isEmpty else { return nil }
    for _ in 0..<50 {
      let middles = pairs.map { zip($0.inside, $0.outside).map { 0.5 * ($0 + $1) } }
      let signs = try values(middles).map { $0[0] >= 0 }
      for i in pairs.indices {
        if signs[i] { pairs[i].inside = middles[i] } else { pairs[i].outside = middles[i] }
      }
    }
    let branches = try values(pairs.map(\.inside)).map { Array($0.dropFirst()) }
    let jumps = branches.map { abs($0[0] - $0[1]) / max(abs($0[0]), abs($0[1]), .leastNormalMagnitude) }
    guard let worst = jumps.indices.max(by: { jumps[$0] < jumps[$1] }), jumps[worst] > 1e-6 else { return nil }
    return ([branches[worst][1], branches[worst][0]], pairs[worst].inside.map { ($0 * 1e6).rounded() / 1e6 })
  }
}
