// Checkpoints with wrong numbers in random places, of every kind of optimiser: a run goes on from them or refuses them with a
// sentence; none crashes. The damage is the same at every run of the tests.

import Foundation
import PINN
import Testing

@Suite struct CheckpointFuzzTests {
  private static let stages: [Stage] = [
    .adam(steps: 9), .lbfgs(steps: 9), .levenbergMarquardt(steps: 9), .automatic(steps: 9),
    .optimizer(DenseQuasiNewton(.ssbroyden), steps: 9), .optimizer(NaturalGradient(momentum: 0.9), steps: 9),
    .optimizer(Adam.soap(matrices: [MatrixBlock(offset: 15, rows: 5, columns: 5)]), steps: 9),
    .lbfgs(steps: 9).resampling(every: 2),
  ]

  @Test(arguments: stages.indices) func damageNeverCrashes(_ kind: Int) throws {
    let (memory, stages) = (Memory(), [Self.stages[kind]])
    let training = try heatTraining()
    _ = try training.run(stages, budget: .steps(5), checkpoints: CheckpointSchedule(memory, every: 0))
    let sound = try #require(memory.checkpoints.last)
    var rng = RandomStream(seed: UInt64(kind), for: "test")
    var refused = 0
    for _ in 0..<40 {
      var checkpoint = sound
      var damage: [String] = []
      for _ in 0...Int(2 * rng.uniform()) { damage.append(self.damage(&checkpoint, &rng)) }
      do {
        _ = try training.run(stages, budget: .steps(7), resuming: checkpoint)
      } catch {
        refused += 1
        #expect(error is ProblemError, "\(damage): \(error)")
      }
    }
    #expect(refused > 5)
  }

  /// Changes one number or one array, and tells which.
  private func damage(_ checkpoint: inout Checkpoint, _ rng: inout RandomStream) -> String {
    func one<T>(of choices: [T]) -> T { choices[Int(rng.uniform() * Double(choices.count))] }
    let wrong = one(of: [0, -1, 1, 2, 0.5, 1e300, -1e-300, 0x1p53, .nan, .infinity])
    if rng.uniform() < 0.3 {
      let name = one(of: checkpoint.numbers.keys.sorted())
      checkpoint.numbers[name] = wrong
      return "\(name) = \(wrong)"
    }
    let name = one(of: checkpoint.arrays.keys.sorted())
    guard let array = checkpoint.arrays[name] else { return "nothing" }
    var elements = array.elements
    switch Int(4 * rng.uniform()) {
    case 0 where !elements.isEmpty: elements.removeLast()
    case 1: elements.append(wrong)
    case 2: elements = []
    default: if !elements.isEmpty { elements[Int(rng.uniform() * Double(elements.count))] = wrong }
    }
    let shape = elements.count == array.elements.count ? array.shape : [elements.count]
    checkpoint.arrays[name] = Tensor(shape: shape, elements: elements)
    return "\(name) \(shape) with \(wrong)"
  }
}
