// The rules by which the default recipe goes on or stops, number by number, and the profile of its steps.

import Foundation
import HeatEquations
import PINN
import Testing

@Suite struct RecipeTests {
  @Test func patienceLastsWhileTheStepsDouble() {
    /// The first of all looks at which patience that began at `step` is over, the least loss being that of the last pair so far.
    func end(from step: Int, _ losses: KeyValuePairs<Int, Double>) -> Int? {
      var patience = Patience(step: step)
      return (step...2_000).first { now in
        let least = losses.last { $0.key <= now }?.value ?? .infinity
        return patience.isOver(least, step: now)
      }
    }
    // No progress after step 200: 300 more steps. The losses before the first are no numbers to judge by.
    #expect(end(from: 0, [200: 1]) == 501)
    // A twentieth less counts as progress, less than that doesn't; from step 450 on the number of all steps doubles first.
    #expect(end(from: 100, [200: 1, 450: 0.95, 460: 0.94]) == 901)
    #expect(end(from: 100, [200: 1, 450: 0.96]) == 501)
  }

  @Test func aBatchIsDoneWhenItFitsItsPointsOnly() {
    /// The number of drawings after which a batch is done: losses at drawing k on fresh points and on those trained on.
    func drawings(_ fresh: (Int) -> Double, _ trained: (Int) -> Double) -> Int? {
      var batch = BatchProgress()
      return (0..<100).first { batch.isDone(fresh: fresh($0), trained: trained($0)) }
    }
    // Nothing gained, and twice the loss that is left on the points: done as soon as two windows of 12 are full.
    #expect(drawings({ _ in 2 }, { _ in 1 }) == 23)
    // A gain of a fifth of a decade over 12 drawings, or a gap below 1.3: it goes on.
    #expect(drawings({ pow(10, -0.2 / 12 * Double($0)) }, { _ in 1e-9 }) == nil)
    #expect(drawings({ _ in 1.2 }, { _ in 1 }) == nil)
    // A gain of a tenth of a decade isn't enough.
    #expect(drawings({ pow(10, -0.1 / 12 * Double($0)) }, { _ in 1e-9 }) == 23)
  }

  /// Half as many residuals as parameters are fitted to rounding, whatever the function does between them: two doublings follow.
  @Test func aBatchThatIsFittedDoubles() throws {
    func points(doublings: Int) throws -> Int {
      var schedule = PointSchedule(every: 10)
      schedule.rowsPerParameter = [0.5]
      schedule.doublings = doublings
      let solution = try heatTraining().run([Stage.levenbergMarquardt(steps: 60).drawing(schedule)])
      return solution.report.pointCount
    }
    let (few, many) = (try points(doublings: 0), try points(doublings: 2))
    #expect(many > 3 * few && many < 5 * few, "\(few), \(many)")
    #expect(throws: ProblemError.self) { try points(doublings: -1) }
  }

  @Test func aProfileLeavesTheTrainingAsItWas() throws {
    let (plain, profiled) = (try heatTraining(), try heatTraining())
    let profile = try profiled.profile(steps: 2, rowsPerParameter: 2)
    #expect(profile.steps == 2 && profile.count == plain.loss.layout.count)
    #expect(abs(profile.residualCount - 2 * profile.count) < 40)
    #expect(profile.rows > 0 && profile.gram > 0 && profile.trials > 0 && profile.acceleration > 0)
    let stages: [Stage] = [.levenbergMarquardt(steps: 3)]
    #expect(try plain.run(stages).parameters == profiled.run(stages).parameters)
  }

  private func heatTraining() throws -> Training<HeatEquation> {
    try Training(heatProblem(points: 60, boundary: 20), network: MLP(width: 6, depth: 2))
  }
}
