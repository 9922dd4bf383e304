// The code of Guides/Runs.md: checkpoints, progress, logs, findings.

import HeatEquations
import PINN
import PINNHDF5

let problem = try Problem(
  HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 1_000,
  conditions: [
    .initial(.u, points: 100) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1", points: 100) { _ in 0 },
  ])
let training = try Training(problem, network: MLP(width: 20, depth: 2))

let files = CheckpointFiles(path: "heat.checkpoint.h5")
let solution = try training.run(
  budget: .seconds(60), checkpoints: CheckpointSchedule(files, every: 30))

let longer = try training.run(budget: .seconds(120), resuming: Checkpoint(path: "heat.checkpoint.h5"))

let interruption = Interruption()
let interrupted = try interruption.whileListening {
  try training.run(
    checkpoints: CheckpointSchedule(files, every: .infinity), interruption: interruption)
}

let error = try training.error(against: .decayingSines(diffusivity: 0.1))
let watched = try training.run(
  budget: .seconds(60),
  observers: [ProgressLine(error: error), HistoryLog(path: "heat.jsonl", existing: .replace, error: error)])

print(solution.verdict)

for residual in solution.heldOut {
  print(residual.name, residual.rootMeanSquare, "at most", residual.maximum, "at", residual.place)
}
for finding in try solution.diagnosis { print(finding) }
print(solution.end)

_ = (longer, interrupted, watched)
