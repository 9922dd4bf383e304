// RAR and R3 as their papers define them, by hand, and in a training: points gather where residuals are large.

import HeatEquations
import PINN
import ResidualAdaptiveSampling
import Testing

@Suite struct AdaptiveTests {
  @Test func refinementAddsTheLargestResiduals() {
    var rng = RandomStream(seed: 0, for: "test")
    let sizes = [0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.0, 0.6]
    let choice = RAR(adding: 0.5).select(6, present: [5, 5, 5, 5, 5, 5, 5], candidates: sizes, using: &rng)
    #expect(choice == AdaptiveSelection(kept: Array(0...6), taken: [1, 3, 5]))
    #expect(RAR(adding: 0).select(6, present: [1], candidates: sizes, using: &rng).taken == [1])
  }

  @Test func retainResampleReleaseKeepsWhatIsAboveTheMean() {
    var rng = RandomStream(seed: 0, for: "test")
    let present = [1.0, 4, 1, 5, 2, 1]  // mean 7/3
    let choice = R3().select(6, present: present, candidates: Array(repeating: 0, count: 6), using: &rng)
    #expect(choice == AdaptiveSelection(kept: [1, 3], taken: [0, 1, 2, 3]))
    #expect(R3().select(1, present: present, candidates: [0], using: &rng) == AdaptiveSelection(kept: [3], taken: []))
  }

  /// u = exp(-100 (x - 1/2)^2), whatever the parameters, for a law that wants u = 0.
  struct Peak: Network {
    var description: String { "peak" }
    func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
      [exp(-25.0 * inputs[0] * inputs[0]) + parameters.vector("nothing", width: 1, .constant(0))]
    }
  }

  /// The number of points of the condition, and how many of them lie within 0.1 of the peak, after ten drawings.
  func points(_ sampler: any AdaptiveSampler) throws -> (all: Int, near: Int) {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 10, weight: 0,
      conditions: [.law("zero", points: 200) { s in ["u": s[.u]] }])
    let training = try Training(problem, network: Peak())
    _ = try training.run([Stage.adam(steps: 10, learningRate: 0).resampling(every: 1, by: sampler)])
    let points = training.loss.collocationPoints[1].points
    return (points.count, points.column(0).count { abs($0 - 0.5) < 0.1 })
  }

  @Test func pointsGatherInTraining() throws {
    // Evenly spread, a fifth of them would be near.
    let added = try points(RAR(adding: 0.1))
    #expect(added.all == 400 && added.near > 200)
    let retained = try points(R3())
    #expect(retained.all == 200 && retained.near > 100)
  }
}
