// What the tests share: a small problem, a store in memory, folders.

import Foundation
import HeatEquations
import PINN
import Synchronization

/// The heat equation with data, a trainable diffusivity and pairs of boundary points' worth of conditions.
func heatTraining(
  seed: UInt64 = 3, diffusivity: Double = 0.5, points: Int = 40, width: Int = 5, precision: Precision = .double,
  datum: Double = 1
) throws -> Training<HeatEquation> {
  var measured = try PointSet(axes: [.x, .t], points: Tensor(rows: (0..<12).map { [Double($0) / 11, 0.5] }))
  measured.data["u"] = (0..<12).map { datum * exp(-0.5) * sin(.pi * Double($0) / 11) }
  let problem = try Problem(
    HeatEquation(diffusivity: .trainable("k", initial: diffusivity)), on: Interval(0...1).over(time: 0...1),
    points: points,
    conditions: [
      .initial(.u, points: 20) { s in sin(.pi * s[.x]) },
      .dirichlet(.u, on: "x=0", "x=1", points: 20) { _ in 0 },
      .data(.u, at: measured),
    ])
  return try Training(
    problem, network: MLP(width: width, depth: 2), seed: seed, precision: precision, threads: 2)
}

/// Keeps all checkpoints.
final class Memory: CheckpointStore {
  private let kept = Mutex<[Checkpoint]>([])
  var checkpoints: [Checkpoint] { kept.withLock { $0 } }
  func save(_ checkpoint: Checkpoint) throws { kept.withLock { $0.append(checkpoint) } }
}

/// Can't keep any.
struct Broken: CheckpointStore {
  func save(_ checkpoint: Checkpoint) throws { throw ProblemError("no room") }
}

/// Collects sentences.
final class Sentences: Sendable {
  private let heard = Mutex<[String]>([])
  var all: [String] { heard.withLock { $0 } }
  func add(_ sentence: String) { heard.withLock { $0.append(sentence) } }
}

/// A closure as an observer.
struct Watcher: TrainingObserver {
  let body: (TrainingProgress) -> ObserverDecision
  mutating func didStep(_ progress: TrainingProgress) -> ObserverDecision { body(progress) }
}

/// Runs `body` with a fresh folder, which is removed afterwards.
func withFolder<R>(_ body: (String) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pinn-checkpoints-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

/// Whatever a closure throws, as its sentence; "" if it throws nothing.
func sentence(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch { return "\(error)" }
}
