// What is measured: Lorenz' system, integrated.

import PINN

extension PointSet {
  /// From (-8, 7, 27), by the classical Runge-Kutta method with steps of 1/2000 (to about 1e-10), at every hundredth.
  static func lorenz(_ k: [Double]) throws -> PointSet {
    func rate(_ p: [Double]) -> [Double] {
      [k[0] * (p[1] - p[0]), p[0] * (k[1] - p[2]) - p[1], p[0] * p[1] - k[2] * p[2]]
    }
    func moved(_ p: [Double], _ h: Double, _ v: [Double]) -> [Double] { zip(p, v).map { $0 + h * $1 } }
    let h = 1.0 / 2_000
    var (states, p) = ([[Double]](), [-8.0, 7, 27])
    for step in 0...6_000 {
      if step.isMultiple(of: 100) { states.append(p) }
      let a = rate(p)
      let b = rate(moved(p, h / 2, a))
      let c = rate(moved(p, h / 2, b))
      let d = rate(moved(p, h, c))
      p = p.indices.map { p[$0] + h / 6 * (a[$0] + 2 * b[$0] + 2 * c[$0] + d[$0]) }
    }
    return try PointSet(
      axes: [.t], points: Tensor(rows: states.indices.map { [Double($0) / 20] }),
      data: ["x": states.map { $0[0] }, "y": states.map { $0[1] }, "z": states.map { $0[2] }])
  }
}
