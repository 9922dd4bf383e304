// Choosing, comparing and adding samplers: the code of Guides/Samplers.md.

import BoundarySampling
import HeatEquations
import LatinHypercubeSampling
import PINN
import PINNTestSupport
import SobolSampling
import TensorGridSampling

let domain = try Interval(0...1).over(time: 0...1)
let problem = try Problem(
  HeatEquation(diffusivity: 0.1), on: domain, points: 1_024,
  conditions: [
    .initial(.u, points: 64) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1", points: 64) { _ in 0 },
  ])
let training = try Training(problem, network: MLP(width: 16, depth: 2), sampling: Sampling(interior: Sobol()))
print(try training.run([.lbfgs(steps: 100)]).loss)

let mixed = Sampling(
  interior: TensorGrid(.gaussLegendre), boundary: BoundarySampler(LatinHypercube()))
print(try Training(problem, network: MLP(width: 16, depth: 2), sampling: mixed).loss.termNames)

var rng = RandomStream(seed: 1, for: "points")
let points = try Sobol().points(256, in: domain, using: &rng)
print(points.count, points.axes, domain.contains(Array(points.points.row(0))))

for sampler in [LatinHypercube(), Sobol(), TensorGrid()] as [any Sampler] {
  let unit = try sampler.unitPoints(256, dimension: 2, using: &rng)
  print(sampler, centeredDiscrepancy(of: unit))
}

/// Pairs of a point x of the base sampler and its mirror image 1 - x, so that means of linear functions are exact
/// (Hammersley, Morton, Proc. Camb. Phil. Soc. 52 (1956) 449-475, doi:10.1017/S0305004100031455).
struct Antithetic<Base: Sampler>: Sampler {
  let base: Base

  func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) throws -> Tensor<Double> {
    let half = try base.unitPoints((count + 1) / 2, dimension: dimension, using: &rng)
    let rows = (0..<count).map { i in
      // The largest number below 1 is what 0 is mirrored to.
      half.row(i / 2).map { x in i % 2 == 0 ? x : 1 - 0x1p-53 - x }
    }
    return Tensor(rows: rows)
  }
}

try checkSampler(Antithetic(base: LatinHypercube()))
