// What looks wrong is found where it is, after a training and while it goes on, and nothing is found where all is well.

import Foundation
import HeatEquations
import PINN
import Testing

/// u_t = (a b) u_xx: only the product of its coefficients matters.
private struct ProductEquation: Equation {
  enum Unknown: String, UnknownName { case u }
  var a: Coefficient
  var b: Coefficient
  let axes: [Axis] = [.x, .t]
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    ["heat": s[.u][.t] - a * (b * s[.u][.x, .x])]
  }
}

/// Notes what is found, and when; ends the training 50 steps after the first finding, if asked to.
private final class Listener: TrainingObserver {
  var heard: [(finding: Finding, progress: TrainingProgress)] = []
  private let stops: Bool
  init(stops: Bool = false) { self.stops = stops }
  func didStep(_ progress: TrainingProgress) -> ObserverDecision {
    guard stops, let first = heard.first else { return .proceed }
    return progress.step >= first.progress.step + 50 ? .stop("heard") : .proceed
  }
  func didFind(_ finding: Finding, _ progress: TrainingProgress) { heard.append((finding, progress)) }
}

@Suite struct FindingTests {
  let network = MLP(width: 10, depth: 2)

  /// Initial values that are nearly all of the loss.
  private func lopsided() throws -> Training<HeatEquation> {
    let problem = try Problem(
      HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 200,
      conditions: [.initial(.u, points: 40, weight: 1e6) { _ in 3 }])
    return try Training(problem, network: network)
  }

  @Test func aTermThatDominates() throws {
    let training = try lopsided()
    let findings = try training.run([.adam(steps: 0)]).diagnosis
    let dominating = findings.filter { if case .dominates = $0 { true } else { false } }
    guard case .dominates("initial u", let share)? = dominating.first else {
      Issue.record("\(findings)")
      return
    }
    #expect(share > 0.999 && dominating[0].description.hasPrefix("'initial u' is 100 % of the loss"))
  }

  @Test func isToldOnceWhileTheTrainingGoesOn() throws {
    let training = try lopsided()
    training.secondsBetweenLooks = 0
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    nonisolated(unsafe) var (live, plain) = ("", "")
    let listener = Listener(stops: true)
    let solution = try training.run(
      [.adam(steps: .max, learningRate: 1e-6)], budget: .seconds(60),
      observers: [
        listener, ProgressLine(isTerminal: true) { live += $0 }, ProgressLine(isTerminal: false) { plain += $0 },
        HistoryLog(path: path),
      ])
    let heard = try #require(listener.heard.first)
    #expect(listener.heard.count == 1 && heard.progress.step >= 2)
    guard case .dominates("initial u", _) = heard.finding else {
      Issue.record("\(heard.finding)")
      return
    }
    let note = "note: \(heard.finding)\n"
    #expect(live.contains("\r\u{1B}[K\(note)\r\u{1B}[K[") && live.components(separatedBy: "note: ").count == 2)
    #expect(plain.contains("  \(note)") && plain.components(separatedBy: "note: ").count == 2)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter {
      $0.contains("finding")
    }
    let line = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(lines.count == 1 && line["event"] as? String == "finding" && line["step"] as? Int == heard.progress.step)
    #expect(line["finding"] as? String == "\(heard.finding)")
    #expect(solution.end == .observer("heard") && solution.steps == heard.progress.step + 50)
  }

  /// Once every half minute, and only what two looks agree on: a short run hears nothing, and neither does a sound one.
  @Test func soundAndShortTrainingsHearNothing() throws {
    let (short, sound) = (Listener(), Listener())
    _ = try lopsided().run([.adam(steps: 20)], observers: [short])
    let training = try Training(heatProblem(), network: network)
    training.secondsBetweenLooks = 0
    _ = try training.run(budget: .seconds(1), observers: [sound])
    #expect(short.heard.isEmpty && sound.heard.isEmpty, "\(sound.heard.map(\.finding))")
  }

  /// exp(-1e4 (x - 0.3)^2): half of the integral of its square lies within erfinv(1/2) / sqrt(2e4) = 0.00337 of 0.3.
  @Test func residualsThatConcentrate() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 10,
      conditions: [.law("peak", points: 4_000) { s in ["r": exp(-1e4 * (s[.x] - 0.3) * (s[.x] - 0.3))] }])
    let training = try Training(problem, network: network)
    let findings = try training.run([.adam(steps: 0)]).diagnosis
    let found = findings.compactMap { finding -> (Double, [ClosedRange<Double>])? in
      guard case .concentrated("peak", let share, [.x, .t], let box) = finding else { return nil }
      return (share, box)
    }
    let (share, box) = try #require(found.first, "\(findings)")
    #expect(abs(share / (2 * 0.00337) - 1) < 0.2)
    #expect(abs(box[0].lowerBound - (0.3 - 0.00337)) < 5e-4 && abs(box[0].upperBound - (0.3 + 0.00337)) < 5e-4)
    #expect(box[1].lowerBound < 0.2 && box[1].upperBound > 0.8)
  }

  /// Large values in ten places all over the domain are no concentration, though they are few.
  @Test func scatteredResidualsAreNone() throws {
    let problem = try Problem(
      HeatEquation(diffusivity: 1), on: Interval(0...1).over(time: 0...1), points: 10,
      conditions: [.law("peaks", points: 4_000) { s in ["r": pow(sin(30 * s[.x]), 400)] }])
    let training = try Training(problem, network: network)
    let findings = try training.run([.adam(steps: 0)]).diagnosis
    #expect(!findings.contains { if case .concentrated("peaks", _, _, _) = $0 { true } else { false } }, "\(findings)")
  }

  private func fitted<E: Equation>(_ equation: E) throws -> [Finding] where E.Unknown: CaseIterable {
    let unknown = try #require(E.Unknown.allCases.first)
    let exact = try ReferenceSolution<HeatEquation.Unknown>.decayingSines(diffusivity: 0.3)
    var points = try Grid([(.x, (0...10).map { Double($0) / 10 }), (.t, (0...10).map { Double($0) / 10 })])
      .points(over: [.x, .t])
    let known: [Double] = try #require(try exact.values(of: .u, at: points))
    points.data["u"] = known
    let problem = try Problem(
      equation, on: Interval(0...1).over(time: 0...1), points: 200, conditions: [.data(unknown, at: points)])
    let training = try Training(problem, network: network)
    return try training.run([.adam(steps: 100, learningRate: 1e-2), .lbfgs(steps: 200)]).diagnosis
  }

  @Test func coefficientsThatTheProblemDoesNotDetermine() throws {
    func undetermined(_ findings: [Finding]) -> [String] {
      findings.compactMap { if case .undetermined(let name) = $0 { name } else { nil } }
    }
    #expect(try undetermined(fitted(HeatEquation(diffusivity: .trainable("k", initial: 1)))) == [])
    let both = ProductEquation(a: .trainable("a", initial: 1), b: .trainable("b", initial: 1))
    #expect(try undetermined(fitted(both)) == ["a", "b"])
    #expect(try undetermined(fitted(ProductEquation(a: .trainable("a", initial: 1), b: 1))) == [])
  }
}
