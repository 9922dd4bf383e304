// Samplers where they are used: chosen for a training, on regions and their boundaries, with weights in the loss.

import BoundarySampling
import HaltonSampling
import HeatEquations
import LatinHypercubeSampling
import PINN
import RSequenceSampling
import SobolSampling
import TensorGridSampling
import Testing
import UniformSampling

@Suite struct TrainingTests {
  /// u = x^4 t, whose residual in the heat equation u_t - u_xx is x^4 - 12 x^2 t; no parameter matters.
  struct Quartic: Network {
    var description: String { "x^4 t" }
    func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
      // Inputs are scaled to [-1, 1], here from [0, 1].
      let (x, t) = (0.5 * (inputs[0] + 1), 0.5 * (inputs[1] + 1))
      return [pow(x, 4) * t + parameters.vector("nothing", width: 1, .constant(0))]
    }
  }

  /// The terms of the loss: the mean of (x^4 - 12 x^2 t)^2 over the square, and of u^2 over x=1 and t=0.
  func terms(_ sampler: any Sampler, points: Int = 1024) throws -> [Double] {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: points,
      conditions: [.dirichlet(.u, on: "x=1", "initial", points: 99, weight: 1) { _ in 0 }])
    return try Training(problem, network: Quartic(), sampling: Sampling(interior: sampler)).loss.evaluate(at: [0]).terms
  }

  /// Integrals: 1/9 - 24 / (7 * 2) + 144 / (5 * 3), and 1/3 of half the boundary.
  static let exact = (equation: 1.0 / 9 - 12.0 / 7 + 48.0 / 5, boundary: 1.0 / 6)

  @Test(arguments: [
    (UniformRandom() as any Sampler, 0.2), (LatinHypercube(), 0.2), (Maximin(LatinHypercube()), 0.2), (Sobol(), 0.01),
    (Halton(), 0.02), (Hammersley(), 0.02), (RSequence(), 0.02), (TensorGrid(), 0.005), (TensorGrid(.chebyshev), 1e-12),
    (TensorGrid(.gaussLegendre), 1e-12),
  ]) func theLossIsTheMeanSquare(_ sampler: any Sampler, _ tolerance: Double) throws {
    let terms = try terms(sampler)
    #expect(abs(terms[0] / Self.exact.equation - 1) < tolerance)
    // Two pieces of 50 and 49 points; only weights make up for the difference.
    #expect(abs(terms[1] / Self.exact.boundary - 1) < (tolerance < 1e-9 ? tolerance : 0.1))
  }

  @Test func everyNumberOfGridPointsWillDo() throws {
    #expect(abs(try terms(TensorGrid(.gaussLegendre), points: 997)[0] / Self.exact.equation - 1) < 1e-12)
  }

  @Test func aSamplerThatGivesOtherPointsThanAskedForIsAnError() {
    struct Short: Sampler {
      func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
        Tensor(shape: [count - 1, dimension])
      }
    }
    #expect(throws: ProblemError.self) { try terms(Short()) }
  }

  /// Pieces of length 1 and 2 share seven points as two and five: the weights make up for the rounding.
  @Test func weightsFollowTheMeasuresOfPieces() throws {
    var rng = RandomStream(seed: 1, for: "test")
    let pieces = try Box(x: 0...1, y: 0...2).boundary.filter { ["x=0", "y=0"].contains($0.name) }
    let set = try BoundarySampler(TensorGrid(.gaussLegendre)).points(7, on: pieces, using: &rng)
    let weights = try #require(set.data[.quadratureWeight])
    // The mean of y^2 over x=0, of length 2 of 3, is 4/3; of x^2 over y=0 it is 1/3.
    let squares = (0..<7).reduce(0) { sum, i in
      sum + weights[i] * set.points.row(i).reduce(0) { $0 + $1 * $1 } / 7
    }
    #expect(abs(squares - (2.0 / 3 * 4 / 3 + 1.0 / 3 / 3)) < 1e-14)
    let plain = try BoundarySampler(Sobol()).points(7, on: pieces, using: &rng)
    #expect(plain.data[.quadratureWeight] == nil)
  }

  @Test func pairsOfPointsHaveWeightsToo() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 100,
      conditions: [.periodic(along: .x, [.u], order: 0, points: 5, weight: 1)])
    let training = try Training(problem, network: Quartic(), sampling: Sampling(interior: TensorGrid(.gaussLegendre)))
    // u jumps by t: the mean of t^2 is 1/3.
    #expect(abs(training.loss.evaluate(at: [0]).terms[1] - 1.0 / 3) < 1e-14)
  }
}
