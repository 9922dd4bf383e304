// A training in words, before it starts: what is solved, where, with what.

import Foundation
import PINNLoss

/// What a training does, line by line.
public struct TrainingSummary: Sendable, CustomStringConvertible {
  /// The equation's formulas, one a line.
  public let equation: String
  /// The problem's coefficients, by name.
  public let coefficients: [(name: String, coefficient: Coefficient)]
  /// The region.
  public let domain: String
  /// The conditions with their numbers of points.
  public let points: [(condition: String, count: Int)]
  /// The conditions that hold by construction.
  public let enforced: [String]
  /// The sizes that the network's outputs are scaled to, such as "u 256, p 0.5 around 100.25"; nil if all are 1.
  public let sizes: String?
  /// The network and its sizes.
  public let network: String
  /// How many numbers are trained.
  public let parameterCount: Int
  /// The optimisers in order, with their largest numbers of steps.
  public let stages: [(name: String, steps: Int)]
  /// The seed of all random numbers.
  public let seed: UInt64
  /// In which floating-point type residuals and gradients are computed.
  public let precision: Precision
  /// The largest number of threads.
  public let threads: Int

  /// The summary as a small table.
  public var description: String {
    var rows: [(String, String)] = []
    for (i, line) in equation.split(separator: "\n").enumerated() {
      rows.append((i == 0 ? "equation" : "", String(line)))
    }
    if !coefficients.isEmpty {
      let list = coefficients.map { name, coefficient in
        let symbol = coefficient.symbol.map { $0 == name ? "" : " (\($0))" } ?? ""
        if let axis = coefficient.axis { return "\(name) along the axis \(axis)" }
        return "\(name)\(symbol) = " + String(format: "%.6g", coefficient.value)
          + (coefficient.trainable == nil ? "" : " to start from, trained")
      }
      rows.append(("coefficients", list.joined(separator: ", ")))
    }
    rows.append(("domain", domain))
    rows.append(("points", points.map { "\($0.condition): \($0.count)" }.joined(separator: "; ")))
    if !enforced.isEmpty { rows.append(("enforced", enforced.joined(separator: "; "))) }
    if let sizes { rows.append(("scales", sizes)) }
    rows.append(("network", "\(network), \(parameterCount) parameters"))
    if !stages.isEmpty {
      var lines: [(text: String, times: Int)] = []
      for stage in stages {
        let text = stage.name + (stage.steps == .max ? "" : ", at most \(stage.steps) steps")
        if lines.last?.text == text { lines[lines.count - 1].times += 1 } else { lines.append((text, 1)) }
      }
      let list = lines.map { $0.times == 1 ? $0.text : "\($0.times) times \($0.text)" }
      rows.append(("optimiser", list.joined(separator: "; then ")))
    }
    rows.append(("run", "seed \(seed), \(precision) precision, \(threads) thread\(threads == 1 ? "" : "s")"))
    return rows.map { $0.0.padding(toLength: 14, withPad: " ", startingAt: 0) + $0.1 }.joined(separator: "\n")
  }
}

extension TrainingSummary {
  /// What a run of `stages` does with a problem.
  init<E: Equation>(
    _ problem: Problem<E>, _ setup: TrainingSetup, _ ansatz: Ansatz<E.Unknown>, _ loss: Loss, _ stages: [Stage] = []
  ) {
    self.init(
      equation: problem.equation.formula, coefficients: problem.coefficients,
      domain: "\(problem.region)", points: zip(loss.conditionNames, problem.conditions).map { ($0, $1.points) },
      enforced: problem.enforced.map(\.description), sizes: ansatz.sizes, network: "\(setup.network)",
      parameterCount: loss.count,
      stages: stages.map { ($0.name(setup.precision, loss.layout), $0.steps) }, seed: setup.seed,
      precision: setup.precision, threads: setup.threads)
  }
}
