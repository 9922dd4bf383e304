// What a row of the scoreboard is, and how one is filled in: a training by the default recipe, and its errors.

import Foundation
import PINN

/// One row of the scoreboard: a problem to be solved with the default recipe.
struct Entry: Sendable {
  let name: String
  /// The time it is given.
  let seconds: Double
  /// The best result of a trained network in the literature, with its source, as far as we know; nil if we know of none.
  let published: String?
  /// Solves the problem and measures its errors; nil where its reference data are absent.
  let run: @Sendable (_ setting: Setting) throws -> Score?
}

/// How a problem is solved.
struct Setting: Sendable {
  var seed: UInt64
  var seconds: Double?
  var steps: Int?
  var threads: Int
  var verbose: Bool
  /// Steps to profile instead of training; nil for none.
  var profiled: Int?
}

/// What came of it.
struct Score: Sendable {
  var errors: [(field: String, relativeL2: Double)]
  var seconds: Double
  var steps: Int
  var parameters: Int
  /// Points of the last step, over all conditions.
  var points: Int
  var end: String
  /// The profile asked for in place of all the others.
  var profile: String?
}

extension Score {
  init(profile: String) {
    self.init(errors: [], seconds: 0, steps: 0, parameters: 0, points: 0, end: "", profile: profile)
  }
}

/// Where reference data lie; entries that need some are skipped without them.
let dataFolder = ProcessInfo.processInfo.environment["PINN_DATA"] ?? "../shared/data"

func dataFile(_ name: String) -> String? {
  for folder in [dataFolder, "../\(dataFolder)"] {
    if FileManager.default.fileExists(atPath: "\(folder)/\(name)") { return "\(folder)/\(name)" }
  }
  return nil
}

/// Trains with the default recipe and measures.
func solve<E: Equation>(
  _ problem: Problem<E>, _ network: some Network, _ setting: Setting, stages: [Stage] = .automatic,
  measure: (Solution<E>) throws -> [(field: String, relativeL2: Double)]
) throws -> Score {
  let clock = ContinuousClock()
  let start = clock.now
  let training = try Training(problem, network: network, seed: setting.seed, threads: setting.threads)
  if let steps = setting.profiled {
    let profile = try training.profile(steps: steps)
    let (n, m) = (Double(profile.count), Double(profile.residualCount))
    let rate = m * n * (n + 1) * Double(profile.steps) / profile.gram / 1e9
    return Score(
      profile: "\(profile.count) parameters, \(profile.residualCount) residuals: \(profile); "
        + String(format: "Gram matrix %.0f GFLOP/s", rate))
  }
  var observers: [any TrainingObserver] = []
  if setting.verbose {
    print(training.summary(stages))
    observers = [ProgressLine()]
  }
  let solution = try training.run(
    stages, budget: Budget(seconds: setting.seconds, steps: setting.steps), observers: observers)
  if setting.verbose { print(solution.report) }
  let errors = try measure(solution)
  return Score(
    errors: errors, seconds: (clock.now - start) / .seconds(1), steps: solution.steps,
    parameters: solution.layout.count,
    points: solution.report.pointCount, end: "\(solution.end)")
}

extension FieldErrors {
  var list: [(field: String, relativeL2: Double)] { errors.map { (field: $0.name, relativeL2: $0.relativeL2) } }
}
