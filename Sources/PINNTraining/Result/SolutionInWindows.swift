// One solution over several windows of time, each with a network of its own.

import PINNLoss

extension Solution {
  /// The solutions of the windows of time, one after another; the solution itself if its time is in one piece.
  ///
  /// Each is of a problem that starts from what the one before comes to at its end.
  public var windows: [Solution<E>] {
    get throws {
      guard !setup.windows.isEmpty, let time = problem.time else { return [self] }
      if !parts.isEmpty { return parts }
      var (solutions, rest): ([Solution<E>], ArraySlice<Double>) = ([], parameters[...])
      for (window, part) in zip(setup.windows, setup.windows.times(from: time.lowerBound)) {
        let problem = try problem.during(part, from: solutions.last?.startOfNext)
        let setup = setup.window(window)
        let ansatz = try Self.ansatz(setup.network, problem, window.scales)
        let mine = Array(rest.prefix(ansatz.layout.count))
        rest = rest.dropFirst(mine.count)
        solutions.append(try Solution(mine, of: problem, ansatz, setup, setup.loss(of: problem, ansatz)))
      }
      return solutions
    }
  }

  /// The end of the time that is solved.
  var lastTime: Double? { setup.windows.last?.end ?? problem.time?.upperBound }

  /// What a window starts from that follows this solution.
  var startOfNext: WindowStart<E.Unknown> {
    WindowStart(values: { try values(at: $0) }, rates: { try rates(at: $0) })
  }

  /// The solutions of windows of time as one.
  ///
  /// - Parameters:
  ///   - parts: the windows' solutions, one after another; at least one.
  ///   - setup: what all of them were trained with.
  ///   - unsolvedFrom: the start of the first window that could not be solved.
  ///   - seconds: what all of it took, if that is more than the windows did.
  init(
    windows parts: [Solution<E>], of problem: Problem<E>, _ setup: TrainingSetup, _ stages: [Stage],
    unsolvedFrom: Double? = nil, seconds: Double? = nil
  ) throws {
    var setup = setup
    setup.windows = parts.map {
      SolvedWindow(
        end: $0.problem.time?.upperBound ?? 0, scales: $0.ansatz.scales, corrections: $0.setup.corrections,
        isSolved: ($0.problem.time?.lowerBound ?? 0) < unsolvedFrom ?? .infinity)
    }
    let ansatz = try Ansatz(windows: setup.ansatzWindows(of: problem), problem: problem)
    let loss = try setup.loss(of: problem, ansatz)
    let parameters = parts.flatMap(\.parameters)
    let last = parts[parts.count - 1].report
    var report = RunReport(
      residuals: try ResidualReport(of: loss, at: parameters), end: last.end,
      steps: parts.reduce(0) { $0 + $1.steps }, seconds: seconds ?? parts.reduce(0) { $0 + $1.seconds },
      pointCount: last.pointCount, coefficients: [])
    let times = setup.windows.times(from: problem.time?.lowerBound ?? 0)
    report.course = [
      "solved in \(parts.count) windows of time, which end at t = "
        + times.map { String(format: "%.4g", $0.upperBound) }.joined(separator: ", ")
    ]
    try self.init(
      problem: problem, ansatz: ansatz, setup: setup, parameters: parameters, loss: loss.value(at: parameters),
      history: TrainingHistory(oneAfterAnother: parts.map(\.history)), report: report,
      summary: TrainingSummary(problem, setup, ansatz, loss, stages), parts: parts)
  }

  private static func ansatz(
    _ network: some Network, _ problem: Problem<E>, _ scales: Scales
  ) throws -> Ansatz<E.Unknown> { try Ansatz(network: network, problem: problem, scales: scales) }
}

extension TrainingSetup {
  /// The setup of one window alone.
  func window(_ window: SolvedWindow) -> TrainingSetup {
    var setup = self
    setup.windows = []
    setup.corrections = window.corrections
    setup.network = window.corrections?.correcting(network) ?? network
    return setup
  }

  /// The windows with the problems that they are parts of; what these start from doesn't matter to the ansatz.
  func ansatzWindows<E: Equation>(of problem: Problem<E>) throws -> [AnsatzWindow<E>] {
    let nothing = WindowStart<E.Unknown>(values: { _ in [:] }, rates: { _ in [:] })
    return try zip(windows, windows.times(from: problem.time?.lowerBound ?? 0)).enumerated().map { k, part in
      try AnsatzWindow(
        end: part.0.end, problem: problem.during(part.1, from: k == 0 ? nil : nothing),
        network: window(part.0).network, scales: part.0.scales)
    }
  }
}

extension TrainingHistory {
  /// Equally long series over several trainings: steps and seconds count on, terms are those that all of them have.
  init(oneAfterAnother all: [TrainingHistory]) {
    let terms = (all.first?.terms ?? []).filter { term in all.allSatisfy { $0.terms.contains(term) } }
    var (steps, seconds) = (0, 0.0)
    var joined = TrainingHistory(terms: terms)
    for history in all {
      let columns = terms.compactMap { history.terms.firstIndex(of: $0) }
      joined = TrainingHistory(
        terms: terms, steps: joined.steps + history.steps.map { $0 + steps },
        seconds: joined.seconds + history.seconds.map { $0 + seconds }, losses: joined.losses + history.losses,
        termValues: zip(joined.termValues, columns).map { $0 + history.termValues[$1] })
      steps = joined.steps.last ?? steps
      seconds = joined.seconds.last ?? seconds
    }
    self = joined
  }
}
