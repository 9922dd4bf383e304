// A solution again from parameters: those of a file, or of a loop of your own.

import Foundation
import PINNFields
import PINNLoss

extension Solution {
  /// The solution of given parameters, such as those that a loop of your own has found. Its report is about the points that a training
  /// begins with.
  ///
  /// - Throws: `ProblemError` for parameters that aren't those of this problem and network.
  public init(
    _ parameters: [Double], of problem: Problem<E>, network: some Network, seed: UInt64 = 0,
    precision: Precision = .double, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    sampling: Sampling = Sampling()
  ) throws {
    let setup = TrainingSetup(
      network: network, seed: seed, precision: precision, threads: threads, sampling: sampling)
    let ansatz = try Ansatz(network: network, problem: problem)
    try self.init(parameters, of: problem, ansatz, setup, setup.loss(of: problem, ansatz))
  }

  /// The solution that a snapshot is of, such as one read from a file: with its values, derivatives and errors, and a report about the
  /// points that its training began with.
  ///
  /// - Parameters:
  ///   - problem: the problem that was solved.
  ///   - network: the network that was trained.
  ///   - name: what messages call the snapshot.
  /// - Throws: `ProblemError`, with all that differs, for a snapshot of another problem or another network, and for one without
  ///   parameters.
  public init(
    _ snapshot: FieldSnapshot, of problem: Problem<E>, network: some Network, called name: String = "the snapshot",
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, sampling: Sampling = Sampling()
  ) throws {
    guard !snapshot.parameters.isEmpty else {
      throw ProblemError(
        "\(name) has no network in it: only the HDF5 file of a training can be a solution again"
      )
    }
    let run = RecordedRun(snapshot)
    let corrections = try run.text(RandomFunctions.attribute).map { try RandomFunctions(text: $0, of: name) }
    let network = corrections?.correcting(network) ?? network
    func makeAnsatz(_ network: some Network) throws -> Ansatz<E.Unknown> {
      try Ansatz(network: network, problem: problem)
    }
    let windows = try run.text(solutionWindowsAttribute).map {
      try [SolvedWindow](text: $0, over: problem.time, unknowns: E.Unknown.allCases.count, of: name)
    }
    let setup = TrainingSetup(
      network: network, corrections: corrections, windows: windows ?? [], seed: run.seed ?? 0,
      precision: run.text("precision").flatMap(Precision.init) ?? .double,
      threads: threads, sampling: sampling)
    let ansatz =
      try windows == nil
      ? makeAnsatz(network) : Ansatz(windows: setup.ansatzWindows(of: problem), problem: problem)
    try ProblemIdentity(problem, network: network, ansatz).check(run.identity(snapshot), called: name)
    try self.init(snapshot.parameters, of: problem, ansatz, setup, setup.loss(of: problem, ansatz), run)
  }

  /// The solution of given parameters, with a loss at its first points.
  init(
    _ parameters: [Double], of problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>, _ setup: TrainingSetup, _ loss: Loss
  ) throws {
    try self.init(parameters, of: problem, ansatz, setup, loss, RecordedRun(end: "the parameters are given"))
  }

  private init(
    _ parameters: [Double], of problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>, _ setup: TrainingSetup, _ loss: Loss,
    _ run: RecordedRun
  ) throws {
    guard parameters.count == loss.count, parameters.allSatisfy(\.isFinite) else {
      throw ProblemError(
        "\(setup.network) has \(loss.count) parameters on this problem, all of them finite numbers; given are "
          + "\(parameters.count)" + (parameters.allSatisfy(\.isFinite) ? "" : ", not all finite"))
    }
    let report = RunReport(
      residuals: try ResidualReport(of: loss, at: parameters),
      end: .recorded(run.text("end") ?? "its end isn't recorded"),
      steps: run.whole("steps"), seconds: run.number("seconds") ?? 0,
      pointCount: run.number("points") == nil
        ? loss.laws.reduce(0) { $0 + $1.points.table.count } : run.whole("points"),
      coefficients: problem.coefficients(ansatz.layout, at: parameters))
    try self.init(
      problem: problem, ansatz: ansatz, setup: setup, parameters: parameters,
      loss: run.number("loss") ?? loss.value(at: parameters), history: run.history, report: report,
      summary: TrainingSummary(problem, setup, ansatz, loss))
  }
}

/// What is recorded about a run.
private struct RecordedRun {
  let history: TrainingHistory
  private let attributes: [String: FieldSnapshot.Attribute]

  init(_ snapshot: FieldSnapshot) {
    history = TrainingHistory(snapshot.history)
    attributes = Dictionary(snapshot.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// A run of which only the end is known.
  init(end: String) { (history, attributes) = (TrainingHistory([]), ["end": .text(end)]) }

  func text(_ name: String) -> String? {
    guard case .text(let text)? = attributes[name] else { return nil }
    return text
  }

  func number(_ name: String) -> Double? {
    switch attributes[name] {
    case .number(let number): number
    case .integer(let number): Double(number)
    case .text, nil: nil
    }
  }

  func whole(_ name: String) -> Int { number(name).flatMap { Int(exactly: $0) } ?? 0 }

  /// Seeds that no whole number of a file can hold are texts.
  var seed: UInt64? {
    switch attributes["seed"] {
    case .integer(let number): UInt64(exactly: number)
    case .text(let text): UInt64(text)
    case .number, nil: nil
    }
  }

  /// The texts of its problem and network; as many of them as files of earlier versions have.
  func identity(_ snapshot: FieldSnapshot) -> [String: String] {
    if let texts = text(ProblemIdentity.attribute).flatMap(ProblemIdentity.texts) { return texts }
    var texts = ["parameters": snapshot.layout.text]
    for name in ["equation", "domain", "network"] { texts[name] = text(name) }
    return texts
  }
}
