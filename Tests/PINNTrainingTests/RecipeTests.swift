// The rules by which the default recipe goes on or stops, number by number, and the profile of its steps.

import Foundation
import HeatEquations
import PINN
import Testing

@Suite struct RecipeTests {
  @Test func patienceLastsWhileTheStepsDouble() {
    var patience = Patience(step: 100)
    // The first look counts as progress, so does a twentieth less.
    #expect(!patience.isOver(1, step: 200))
    #expect(!patience.isOver(0.95, step: 450))
    // 450 more steps at least from there on: the number of all steps doubles.
    #expect(!patience.isOver(0.94, step: 900))
    #expect(patience.isOver(0.94, step: 901))
    var early = Patience(step: 0)
    #expect(!early.isOver(1, step: 10) && !early.isOver(0.99, step: 310) && early.isOver(0.99, step: 311))
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

  @Test func aProfileLeavesTheTrainingAsItWas() throws {
    let (plain, profiled) = (try heatTraining(), try heatTraining())
    let profile = try profiled.profile(steps: 2, rowsPerParameter: 2)
    #expect(profile.steps == 2 && profile.count == plain.layout.count)
    #expect(abs(profile.residualCount - 2 * profile.count) < 40)
    #expect(profile.rows > 0 && profile.gram > 0 && profile.trials > 0 && profile.acceleration > 0)
    let stages: [Stage] = [.levenbergMarquardt(steps: 3)]
    #expect(try plain.run(stages).parameters == profiled.run(stages).parameters)
  }

  private func heatTraining() throws -> Training<HeatEquation> {
    try Training(heatProblem(points: 60, boundary: 20), network: MLP(width: 6, depth: 2))
  }
}
