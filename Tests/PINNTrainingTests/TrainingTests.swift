// Runs from beginning to end: a small problem is solved, stops say why, and mistakes are sentences.

import BurgersEquations
import Foundation
import HeatEquations
import PINN
import Testing

@Suite struct TrainingTests {
  let network = MLP(width: 10, depth: 2)

  @Test func solvesAHeatProblem() throws {
    let training = try Training(heatProblem(points: 400, boundary: 80), network: network, seed: 0)
    let solution = try training.run([.adam(steps: 100, learningRate: 1e-2), .lbfgs(steps: 600)])
    let errors = try solution.errors(against: .decayingSines(diffusivity: 0.1))
    #expect(errors.errors.map(\.name) == ["u"])
    #expect(errors.largest < 1e-3, "\(errors) after \(solution.steps) steps, loss \(solution.loss)")
    #expect(solution.history.steps.first == 0 && solution.history.steps.last == solution.steps)
    #expect(solution.history.losses.last == solution.loss)
    #expect(solution.history.losses.min() == solution.loss)
    #expect(training.loss.evaluate(at: solution.parameters).value == solution.loss)
  }

  /// u_t = k u_xx with k unknown and u given everywhere: k is found.
  @Test func findsATrainableCoefficient() throws {
    let exact = try ReferenceSolution<HeatEquation.Unknown>.decayingSines(diffusivity: 0.3)
    let grid = try Grid([(.x, (0...10).map { Double($0) / 10 }), (.t, (0...10).map { Double($0) / 10 })])
    var points = try grid.points(over: [.x, .t])
    let known: [Double] = try #require(try exact.values(of: .u, at: points))
    points.data["u"] = known
    let problem = try Problem(
      HeatEquation(diffusivity: .trainable("k", initial: 1)), on: Interval(0...1).over(time: 0...1), points: 300,
      conditions: [.data(.u, at: points)])
    let solution = try Training(problem, network: network).run([
      .adam(steps: 100, learningRate: 1e-2), .lbfgs(steps: 500),
    ])
    #expect(solution.coefficients.map(\.name) == ["diffusivity"])
    #expect(abs(solution.coefficients[0].value - 0.3) < 3e-3, "\(solution.coefficients)")
  }

  /// After refinement the interior has as many points as before, more of them where residuals are large, and their weighted
  /// mean square still estimates the mean square over the region.
  @Test func refinementMovesPointsAndKeepsTheMeanSquare() throws {
    // A peak that doesn't depend on the network: its mean square over the region is sqrt(pi / 200).
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 10, weight: 0,
      conditions: [
        .law("peak", points: 3_000, weight: 1) { s in ["r": exp(-100.0 * (s[.x] - 0.5) * (s[.x] - 0.5))] }
      ])
    let training = try Training(problem, network: network, seed: 2)
    let before = try training.run([.adam(steps: 0)])
    let after = try training.run([.adam(steps: 0), Stage.lbfgs(steps: 0).refiningPoints()])
    let exact = (Double.pi / 200).squareRoot()
    #expect(before.loss != after.loss)
    #expect(abs(before.loss / exact - 1) < 0.01 && abs(after.loss / exact - 1) < 0.03)
    // A later run starts from the first points again: the same bits as at first.
    #expect(try training.run([.adam(steps: 0)]).loss == before.loss)
    let refining = Stage.lbfgs(steps: 3).refiningPoints()
    let text = "\(training.summary([.lbfgs(steps: 9), refining, refining]))"
    #expect(text.contains("; then 2 times L-BFGS (memory 50), points refined by RAD, at most 3 steps"))
  }

  @Test func stopsOnWhatIsNotFiniteAndNamesTheCondition() throws {
    // sqrt(u + 1e-3) is not a number as soon as u falls below -1e-3, and the first condition drives it there.
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 50,
      conditions: [
        .initial(.u, points: 20) { _ in -1 },
        .law("root", on: "final", points: 20) { s in ["r": sqrt(s[.u] + 3.0)] },
      ])
    let training = try Training(problem, network: network)
    let solution = try training.run([.adam(steps: 2_000, learningRate: 0.5), .lbfgs(steps: 10)])
    guard case .notFinite(let what, let step) = solution.end else {
      Issue.record("\(solution.end)")
      return
    }
    #expect(what.term == "root" && step == solution.steps && step < 2_000)
    let part = try #require(what.part)
    #expect(part.formula == "sqrt(u + 3)" && part.value.isNaN && part.axes == [.x, .t] && part.place[1] == 1)
    #expect(
      solution.end.description.hasPrefix("after step \(step) 'root' is not a finite number: sqrt(u + 3) is nan at x"))
    #expect(solution.loss.isFinite && training.loss.evaluate(at: solution.parameters).value == solution.loss)

    let hopeless = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 50,
      conditions: [.initial(.u, points: 20, name: "start") { s in log(s[.x] - 2.0) }])
    #expect(
      sentence { _ = try Training(hopeless, network: network).run([.adam(steps: 1)]) }.hasPrefix(
        "at the initial parameters 'start' is not a finite number: log(x - 2) is nan at x = "))
    // Every part is finite, 0 in the end, but the root's derivative at 0 isn't.
    let steep = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 50,
      conditions: [.law("edge", points: 20) { s in ["r": sqrt(exp(-1e9 * exp(s[.u])))] }])
    #expect(
      sentence { _ = try Training(steep, network: network).run([.adam(steps: 1)]) }.hasPrefix(
        "at the initial parameters 'edge' or its gradient is not a finite number, though all parts of its law are"))
  }

  @Test func keepsToItsBudget() throws {
    let training = try Training(heatProblem(), network: network)
    let byTime = try training.run([.adam(steps: 1_000_000), .lbfgs(steps: 1_000_000)], budget: .seconds(0.4))
    #expect(byTime.end == .outOfTime)
    #expect(byTime.seconds >= 0.4 && byTime.seconds < 2)
    let bySteps = try training.run([.adam(steps: 30), .lbfgs(steps: 1_000)], budget: .steps(40))
    #expect(bySteps.end == .stepsDone && bySteps.steps == 40)
  }

  @Test func observersSeeEveryStepAndMayStop() throws {
    let training = try Training(heatProblem(), network: network)
    nonisolated(unsafe) var seen: [Int] = []
    let watcher = Watcher { progress in
      seen.append(progress.step)
      let sum = progress.terms.reduce(0) { $0 + $1.value }
      return progress.step == 7 || abs(sum - progress.loss) > 1e-12 ? .stop("seven is enough") : .proceed
    }
    let solution = try training.run([.adam(steps: 5), .lbfgs(steps: 50)], observers: [watcher])
    #expect(seen == Array(0...7))
    #expect(solution.end == .observer("seven is enough") && "\(solution.end)" == "seven is enough")
  }

  @Test func refusesWhatItCannotRun() throws {
    let training = try Training(heatProblem(), network: network)
    #expect(sentence { _ = try training.run([]) }.contains("at least one stage"))
    #expect(sentence { _ = try training.run([.adam(steps: -1)]) }.contains("negative number of steps"))
    #expect(sentence { _ = try training.run([.adam(steps: 1, learningRate: -1)]) }.contains("not -1.0"))
    #expect(sentence { _ = try training.run([.lbfgs(steps: 1, memory: 0)]) }.contains("memory of at least 1"))
    #expect(sentence { _ = try training.run([.adam(steps: 1)], budget: .seconds(-1)) }.contains("not -1.0"))
    #expect(sentence { _ = try Training(heatProblem(), network: network, threads: 0) }.contains("one thread"))
    #expect(sentence { _ = try Training(heatProblem(), network: MLP(width: 0, depth: 1)) }.contains("width"))
    // An unknown that doesn't exist stays a symbol, and compiling says so.
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 5,
      conditions: [.law("ghost", points: 5) { _ in ["r": Expr.symbol("w")] }])
    let ghost = sentence { _ = try Training(problem, network: network) }
    #expect(ghost.hasPrefix("condition 'ghost': ") && ghost.contains("w"), "\(ghost)")
    let dataless = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 5,
      conditions: [.law("measured", points: 5) { s in ["r": s[.u] - s.datum("u")] }])
    #expect(
      sentence { _ = try Training(dataless, network: network) }
        == "condition 'measured' reads the data column 'u', but its points have no data")
  }

  @Test func describesItself() throws {
    let training = try Training(heatProblem(), network: network, seed: 3, precision: .float, threads: 2)
    let text = "\(training.summary([.adam(steps: 10), .lbfgs(steps: 20)]))"
    for part in [
      "u_t - k u_xx = 0", "[0, 1] x [0, 1] (x, t)", "heat: 200; initial u: 40; u on x=0, x=1: 40", "MLP 10 x 2, tanh",
      "151 parameters", "Adam (learning rate 0.001), at most 10 steps; then L-BFGS (memory 50), at most 20 steps",
      "seed 3, float precision, 2 threads", "diffusivity = 0.1",
    ] { #expect(text.contains(part), "\(text)") }
  }

  @Test func snapshotHoldsTheRun() throws {
    let solution = try Training(heatProblem(), network: network, seed: 9).run([.adam(steps: 25)])
    let errors = try solution.errors(against: .decayingSines(diffusivity: 0.1))
    let grid = try Grid([(.x, [0, 0.25, 1]), (.t, [0, 0.5])])
    let snapshot = try solution.snapshot(on: grid, errors: errors)
    #expect(snapshot.coordinates.map(\.axis) == [.t, .x])
    #expect(snapshot.fields[0].values.shape == [2, 3])
    let points = try PointSet(axes: [.x, .t], points: Tensor(rows: [[0.25, 0.5]]))
    #expect(try solution.values(at: points)[.u]?[0] == snapshot.fields[0].values[1, 1])
    let attributes = Dictionary(uniqueKeysWithValues: snapshot.attributes.map { ($0.name, $0.value) })
    #expect(attributes["seed"] == .integer(9) && attributes["diffusivity"] == .number(0.1))
    #expect(attributes["relative_l2_error_u"] == .number(errors.largest))
    #expect(snapshot.history.map(\.name) == ["step", "seconds", "loss", "heat", "initial u", "u on x=0, x=1"])
    #expect(snapshot.history[0].values == [0, 10, 20, 25])
    #expect(snapshot.parameters == solution.parameters && snapshot.layout == solution.layout)
  }

  @Test func aConstantMayBeLeftOut() throws {
    let solution = try Training(heatProblem(), network: network).run([.adam(steps: 0)])
    let points = try Grid(over: solution.problem.region, count: 7).points(over: [.x, .t])
    let mine = try #require(try solution.values(at: points)[.u])
    let shifted = ReferenceSolution<HeatEquation.Unknown>(name: "shifted") { _, _ in mine.map { $0 + 5 } }
    #expect(try solution.errors(against: shifted, at: points).largest > 0.5)
    #expect(try solution.errors(against: shifted.upToConstant(.u), at: points).largest < 1e-12)
  }

  @Test func progressLineIsLiveOnATerminalAndPlainElsewhere() throws {
    nonisolated(unsafe) var live = ""
    nonisolated(unsafe) var plain = ""
    let training = try Training(heatProblem(), network: network)
    _ = try training.run(
      [.adam(steps: 30)],
      observers: [
        ProgressLine(isTerminal: true) { live += $0 }, ProgressLine(isTerminal: false) { plain += $0 },
      ])
    #expect(live.hasPrefix("\r") && live.contains("step 30/30") && live.hasSuffix("all steps are done\n"))
    #expect(!plain.contains("\r") && plain.contains("step 0/30  loss ") && plain.contains("(heat "))
  }
}
