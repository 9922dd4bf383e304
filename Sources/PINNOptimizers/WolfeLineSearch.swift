// How far to go along a direction: a step that lowers the value enough and flattens the slope (strong Wolfe conditions),
// found by bracketing and zooming (Nocedal & Wright, "Numerical Optimization", 2nd ed., Springer 2006,
// doi:10.1007/978-0-387-40065-5, algorithms 3.5 and 3.6 and the cubic interpolation of equation 3.59).
//
// Close to a minimum the values differ by rounding only while the slopes still carry information. So a value counts as
// "not above" another within the relative `noise`, and two values closer than that are interpolated by their slopes alone.
// A step of strong curvature that passes this relaxed test satisfies Hager and Zhang's approximate Wolfe conditions
// (SIAM J. Optim. 16, 170-192, 2005, doi:10.1137/030601880).

import PINNCore

/// The objective on a line: its value and slope at a step along the direction.
public struct LinePoint: Sendable, Equatable {
  /// The distance along the line, in units of the direction.
  public let step: Double
  /// The objective's value there.
  public let value: Double
  /// The derivative of the value by the step.
  public let slope: Double

  /// A point on the line.
  public init(step: Double, value: Double, slope: Double) {
    self.step = step
    self.value = value
    self.slope = slope
  }

  var isFinite: Bool { value.isFinite && slope.isFinite }
}

/// A line search for the strong Wolfe conditions
///
///     f(a) <= f(0) + c1 a f'(0)          |f'(a)| <= c2 |f'(0)|
///
/// with the first one relaxed by `noise` max(|f(0)|, |f(a)|).
public struct WolfeLineSearch: Sendable, Equatable {
  /// c1, the share of the slope's promise that the value must keep; in (0, c2).
  public var decrease: Double
  /// c2, the share of the slope that may be left; in (c1, 1).
  public var curvature: Double
  /// The relative error of the objective's values: differences below it mean nothing.
  public var noise: Double
  /// How many points may be tried.
  public var maximumTrials: Int

  /// What a search came to.
  public enum Outcome: Sendable, Equatable {
    /// A point that satisfies the conditions; it is the last one tried.
    case found(LinePoint)
    /// No such point, but one with a lower value.
    case lower(LinePoint)
    /// No lower point among those tried.
    case exhausted
    /// Every point tried was not finite.
    case notFinite
  }

  /// A search with the given settings; the defaults suit quasi-Newton methods and double precision.
  public init(decrease: Double = 1e-4, curvature: Double = 0.9, noise: Double = 1e-11, maximumTrials: Int = 25) {
    self.decrease = decrease
    self.curvature = curvature
    self.noise = noise
    self.maximumTrials = maximumTrials
  }

  /// Throws `ProblemError` unless 0 < c1 < c2 < 1, the noise isn't negative and there is a trial.
  public func validate() throws {
    guard 0 < decrease, decrease < curvature, curvature < 1, noise >= 0, maximumTrials > 0 else {
      throw ProblemError(
        "a line search needs 0 < decrease < curvature < 1, a noise of at least 0 and at least one trial; these are "
          + "\(decrease), \(curvature), \(noise) and \(maximumTrials)")
    }
  }

  /// Searches from `start` (step 0, negative slope), first at `step`; `evaluate` gives the objective on the line.
  public func callAsFunction(
    from start: LinePoint, step: Double, _ evaluate: (Double) -> LinePoint
  ) -> Outcome {
    var state = State(start: start, search: self)
    return state.bracket(from: step, evaluate)
  }
}

/// One search: its start, the best point so far and the number of trials left.
private struct State {
  let start: LinePoint
  let search: WolfeLineSearch
  var best: LinePoint
  var trialsLeft: Int
  var sawFinite = false

  init(start: LinePoint, search: WolfeLineSearch) {
    self.start = start
    self.search = search
    best = start
    trialsLeft = search.maximumTrials
  }

  /// Algorithm 3.5: longer and longer steps until an interval is known to hold a good one. A trial that isn't finite bounds
  /// the steps from above and is never an end of the interval.
  mutating func bracket(from firstStep: Double, _ evaluate: (Double) -> LinePoint) -> WolfeLineSearch.Outcome {
    var previous = start
    var step = firstStep
    var ceiling = Double.infinity
    while let point = attempt(step, evaluate) {
      if !point.isFinite {
        ceiling = step
        step = previous.step + 0.1 * (step - previous.step)
        continue
      }
      if !fallsEnough(point) || (previous.step > 0 && point.value >= previous.value + noise(point, previous)) {
        return zoom(low: previous, high: point, evaluate)
      }
      if isFlat(point) { return .found(point) }
      if point.slope >= 0 { return zoom(low: point, high: previous, evaluate) }
      let longest = min(point.step + 9 * (point.step - previous.step), 0.5 * (point.step + ceiling))
      let shortest = min(point.step + (point.step - previous.step), longest)
      step = min(max(minimizer(previous, point) ?? longest, shortest), longest)
      previous = point
    }
    return unsuccessful
  }

  /// Algorithm 3.6: `low` has the lowest value that falls enough and its slope points towards `high`; both close in.
  mutating func zoom(
    low: LinePoint, high: LinePoint, _ evaluate: (Double) -> LinePoint
  ) -> WolfeLineSearch.Outcome {
    var (low, high) = (low, high)
    var lengthBefore = Double.infinity
    while abs(high.step - low.step) > 1e-16 * max(low.step, high.step) {
      let length = high.step - low.step
      // The interpolated point may not hug an end, and if the interval didn't shrink by a third it is halved.
      let interpolated = abs(length) < 0.66 * lengthBefore ? minimizer(low, high) : nil
      let share = min(max(((interpolated ?? .nan) - low.step) / length, 0.1), 0.9)
      lengthBefore = abs(length)
      guard let point = attempt(low.step + (share.isNaN ? 0.5 : share) * length, evaluate) else { break }
      if !point.isFinite || !fallsEnough(point) || point.value >= low.value + noise(point, low) {
        high = point
      } else {
        if isFlat(point) { return .found(point) }
        if point.slope * length >= 0 { high = low }
        low = point
      }
    }
    return unsuccessful
  }

  /// The next trial, or nil if none are left.
  private mutating func attempt(_ step: Double, _ evaluate: (Double) -> LinePoint) -> LinePoint? {
    guard trialsLeft > 0 else { return nil }
    trialsLeft -= 1
    let point = evaluate(step)
    if point.isFinite {
      sawFinite = true
      if point.value < best.value { best = point }
    }
    return point
  }

  private func fallsEnough(_ point: LinePoint) -> Bool {
    point.value <= start.value + search.decrease * point.step * start.slope + noise(point, start)
  }

  /// The difference of two values that rounding alone may make.
  private func noise(_ a: LinePoint, _ b: LinePoint) -> Double { search.noise * max(abs(a.value), abs(b.value)) }

  private func isFlat(_ point: LinePoint) -> Bool { abs(point.slope) <= search.curvature * abs(start.slope) }

  private var unsuccessful: WolfeLineSearch.Outcome {
    if best.value < start.value { return .lower(best) }
    return sawFinite ? .exhausted : .notFinite
  }

  /// The minimiser of the cubic through two values and slopes (equation 3.59), or of the parabola through the slopes where
  /// the values differ by noise only; nil if there is none.
  private func minimizer(_ a: LinePoint, _ b: LinePoint) -> Double? {
    guard a.isFinite, b.isFinite else { return nil }
    let length = b.step - a.step
    if abs(b.value - a.value) <= noise(a, b) {
      let secant = a.step - a.slope * length / (b.slope - a.slope)
      return (b.slope - a.slope) * length > 0 && secant.isFinite ? secant : nil
    }
    let d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step)
    let discriminant = d1 * d1 - a.slope * b.slope
    guard discriminant >= 0 else { return nil }
    let d2 = (length < 0 ? -1 : 1) * discriminant.squareRoot()
    let step = b.step - length * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2)
    return step.isFinite ? step : nil
  }
}
