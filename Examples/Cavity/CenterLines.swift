// The velocities along the cavity's centre lines beside known ones.

import Foundation
import PINN
import PINNPlots

enum CenterLines {
  /// At Ghia's points: u(1/2, y) and v(x, 1/2) by a Chebyshev method (P_N - P_(N-2), N = 52), within 4e-5.
  private static let spectral = (
    u: [
      0, -0.03722796, -0.04197524, -0.04662010, -0.06443168, -0.10174305, -0.15767598, -0.21398181, -0.20915341,
      -0.13879940, 0.00418749, 0.23655288, 0.69102843, 0.74047649, 0.79194981, 0.84375611, 1,
    ],
    v: [
      0, 0.09481091, 0.10358908, 0.11175561, 0.12643291, 0.16482991, 0.17936316, 0.17956592, 0.05753766, -0.25355250,
      -0.23370079, -0.17708635, -0.10853273, -0.09338501, -0.07797017, -0.06217469, 0,
    ]
  )

  /// Ghia, Ghia, Shin, J. Comput. Phys. 48 (1982) 387-411, doi:10.1016/0021-9991(82)90058-4, tables I and II: themselves
  /// off by up to 5e-3 in u and 9e-3 in v.
  private static let ghia = (
    y: [
      0, 0.0547, 0.0625, 0.0703, 0.1016, 0.1719, 0.2813, 0.4531, 0.5, 0.6172, 0.7344, 0.8516, 0.9531, 0.9609, 0.9688,
      0.9766, 1,
    ],
    u: [
      0, -0.03717, -0.04192, -0.04775, -0.06434, -0.1015, -0.15662, -0.2109, -0.20581, -0.13641, 0.00332, 0.23151,
      0.68717, 0.73722, 0.78871, 0.84123, 1,
    ],
    x: [
      0, 0.0625, 0.0703, 0.0781, 0.0938, 0.1563, 0.2266, 0.2344, 0.5, 0.8047, 0.8594, 0.9063, 0.9453, 0.9531, 0.9609,
      0.9688, 1,
    ],
    v: [
      0, 0.09233, 0.10091, 0.1089, 0.12317, 0.16077, 0.17507, 0.17527, 0.05454, -0.24533, -0.22445, -0.16914, -0.10313,
      -0.08864, -0.07391, -0.05906, 0,
    ]
  )

  /// u along x = 1/2 at the given y, and v along y = 1/2 at the given x.
  private static func velocities(
    _ solution: Solution<CavityFlow>, y: [Double], x: [Double]
  ) throws -> (u: [Double], v: [Double]) {
    func values(_ unknown: CavityFlow.Unknown, _ rows: [[Double]]) throws -> [Double] {
      try solution.values(at: PointSet(axes: [.x, .y], points: Tensor(rows: rows)))[unknown] ?? []
    }
    return (try values(.u, y.map { [0.5, $0] }), try values(.v, x.map { [$0, 0.5] }))
  }

  /// The largest differences from both references, in units of the lid's speed.
  static func report(_ solution: Solution<CavityFlow>) throws -> [String] {
    let found = try velocities(solution, y: ghia.y, x: ghia.x)
    func line(_ name: String, _ u: [Double], _ v: [Double]) -> String {
      func largest(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } }
      return "largest difference from \(name) on the centre lines: "
        + String(format: "u %.1e, v %.1e", largest(found.u, u), largest(found.v, v))
    }
    return [line("the spectral solution", spectral.u, spectral.v), line("Ghia et al.", ghia.u, ghia.v)]
  }

  /// Both lines, with Ghia's points as short bars.
  static func draw(_ solution: Solution<CavityFlow>, to path: String) throws {
    let places = (0...200).map { Double($0) / 200 }
    let found = try velocities(solution, y: places, x: places)
    func bars(_ name: String, _ x: [Double], _ values: [Double], _ color: Color) -> Curve {
      Curve(
        name, x: x.flatMap { [$0 - 0.006, $0 + 0.006, $0] }, y: values.flatMap { [$0, $0, .nan] }, color: color,
        width: 3)
    }
    let plot = LinePlot(
      [
        Curve("u(1/2, y)", x: places, y: found.u), Curve("v(x, 1/2)", x: places, y: found.v, isDashed: true),
        bars("u, Ghia et al.", ghia.y, ghia.u, .black), bars("v, Ghia et al.", ghia.x, ghia.v, .black),
      ], xLabel: "y or x", yLabel: "u, v")
    try plot.picture.write(to: path, force: true)
  }
}
