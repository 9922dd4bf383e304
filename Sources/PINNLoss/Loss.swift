// The loss of a problem as a function of the flat parameter vector: all conditions over one network, with their points.

import Foundation
import PINNCore

/// The loss of a problem as numbers: the weighted mean squares of all residuals
///
///     loss = sum_c w_c / N_c sum_i q_i sum_k r_ck(x_i)^2
///
/// over conditions c, their points i and their residuals k, each divided by its size where that is far from 1 (`Scales`); the quadrature
/// weights q have mean 1. Weightings put factors by term
/// and by point in front, which the residuals one by one don't have.
///
/// It knows nothing of training. Any `Optimizer` minimises it, and so can your own loop:
///
///     let loss = try Loss(problem, network: MLP(width: 20, depth: 2))
///     var theta = loss.initialParameters
///     var gradient = [Double](repeating: 0, count: loss.count)
///     for _ in 0..<1_000 {
///       _ = loss.value(at: theta, gradient: &gradient)
///       for i in theta.indices { theta[i] -= 1e-3 * gradient[i] }
///     }
///
/// Parameters and gradients are Double whatever the precision. Results are the same bits for any number of threads. One evaluation
/// at a time: don't use it from several threads.
public final class Loss: Objective {
  /// All that is trained, by name: the network's blocks and the trainable coefficients.
  public let layout: ParameterLayout
  /// The parameters drawn for the seed.
  public let initialParameters: [Double]
  /// The terms of the loss: the equation's residuals, then those of the other conditions.
  public let terms: [LossTerm]
  /// The region's axes.
  public let axes: [Axis]
  /// The range of each axis.
  public let bounds: [ClosedRange<Double>]
  /// In which floating-point type the sums and their gradient are computed; residuals one by one are Double always.
  public let precision: Precision
  /// At most so many threads work.
  public let threads: Int
  /// The number of parameters.
  public var count: Int { layout.count }

  package let laws: [Law]
  package let heldOut: HeldOut
  package let firstPoints: [CollocationPoints]
  var isAtFirstPoints = true

  /// The terms at the last evaluated point; they sum up to `lastValue`.
  private(set) var lastTerms: [Double] = []
  private(set) var lastValue = Double.nan
  private var notFinitePoint: [Double]?
  /// w_c / N_c for each residual of each law, times its term's factor.
  private var weights: [[Double]] = []
  /// What weightings multiply the problem's weights by; nil where there are none.
  private var factors: LossWeights?
  private let squares: any SquaredSums
  private var oneByOne: Residuals?
  /// Rows of the Jacobian, where no residuals one by one are compiled.
  private var jacobian: JacobianRows?
  /// Rows of the Jacobian that are computed at a time; residuals that are compiled already keep theirs.
  package var slabRows = 4_096

  /// The loss of `problem` with its unknowns given by `network`.
  ///
  /// - Parameters:
  ///   - seed: of the initial parameters and the points.
  ///   - precision: of sums and gradients; the parameters are Double always.
  ///   - threads: at most so many; results don't depend on it.
  /// - Throws: `ProblemError` with a sentence for everything that doesn't fit together.
  public convenience init<E: Equation>(
    _ problem: Problem<E>, network: some Network, seed: UInt64 = 0, precision: Precision = .double,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, sampling: Sampling = Sampling()
  ) throws {
    try self.init(
      problem, Ansatz(network: network, problem: problem), seed: seed, precision: precision, threads: threads,
      sampling: sampling)
  }

  package init<E: Equation>(
    _ problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>, seed: UInt64, precision: Precision, threads: Int,
    sampling: Sampling
  ) throws {
    guard threads > 0 else { throw ProblemError("a training needs at least one thread, not \(threads)") }
    layout = ansatz.layout
    initialParameters = layout.initialValues(seed: seed)
    (axes, bounds) = (problem.region.axes, problem.region.bounds)
    (self.precision, self.threads) = (precision, threads)
    let ranges = ansatz.layout.hasRandomFunctions ? ansatz.layout.trainedRanges : nil
    let laws = try problem.conditions.indices.map {
      try Law(
        $0, of: problem, ansatz, sampling, seed: seed, threads: threads, rowParameters: ranges)
    }
    self.laws = laws
    terms = laws.flatMap(\.terms)
    firstPoints = laws.map(\.points)
    squares =
      switch precision {
      case .float: try CompiledSums<Float>(laws, threads: threads)
      case .double: try CompiledSums<Double>(laws, threads: threads)
      }
    heldOut = try HeldOut(laws, axes: axes)
    setWeights()
  }

  // MARK: Values

  /// The loss at `x` and its gradient.
  public func value(at x: [Double], gradient: inout [Double]) -> Double {
    checkCount(x)
    // Moved into an optional and back: no copy.
    var buffer: [Double]? = gradient
    gradient = []
    lastTerms = weighted(sums(Array(weights.indices), x, &buffer), weights)
    gradient = buffer ?? []
    lastValue = lastTerms.reduce(0, +)
    if !lastValue.isFinite || !gradient.allSatisfy(\.isFinite) { notFinitePoint = x }
    return lastValue
  }

  /// The loss at `x`, rounded as it is when its gradient is computed with it.
  public func value(at x: [Double]) -> Double {
    var gradient = [Double](repeating: 0, count: count)
    return value(at: x, gradient: &gradient)
  }

  /// The loss at `x` and its gradient by all parameters, with its terms in the order of `terms`; they add up to the loss.
  public func evaluate(at x: [Double]) -> (value: Double, terms: [Double], gradient: [Double]) {
    var gradient = [Double](repeating: 0, count: count)
    let value = value(at: x, gradient: &gradient)
    return (value, lastTerms, gradient)
  }

  /// The loss at `x` without its gradient.
  package func valueAlone(at x: [Double]) -> Double {
    if let oneByOne, factors == nil {
      _ = oneByOne.residuals(at: x)
      lastTerms = oneByOne.terms(at: x) ?? []
    } else {
      var none: [Double]?
      lastTerms = weighted(sums(Array(weights.indices), x, &none), weights)
    }
    lastValue = lastTerms.reduce(0, +)
    return lastValue
  }

  /// The terms at `x`, where the loss is `value`, from the last evaluation if it was there.
  package func terms(at x: [Double], value: Double) -> [Double] {
    if lastValue == value { return lastTerms }
    if factors == nil, let terms = oneByOne?.terms(at: x) { return terms }
    _ = valueAlone(at: x)
    return lastTerms
  }

  /// The gradient of one term.
  package func gradient(of term: LossTerm, at x: [Double]) -> [Double] {
    let (c, law) = law(of: term.source)
    let chosen = zip(law.terms, weights[c]).map { $0 == term ? $1 : 0 }
    var gradient: [Double]? = Array(repeating: 0, count: count)
    _ = squares.sums(of: [c], weights: [chosen], parameters: x, gradient: &gradient)
    return gradient ?? []
  }

  /// The law of the equation or a condition, with its number.
  package func law(of source: LossTerm.Source) -> (number: Int, law: Law) {
    guard let number = laws.firstIndex(where: { $0.source == source }) else {
      preconditionFailure("the loss has no \(source); it has \(laws.map(\.source))")
    }
    return (number, laws[number])
  }

  private func sums(_ chosen: [Int], _ x: [Double], _ gradient: inout [Double]?) -> [[Double]] {
    squares.sums(of: chosen, weights: chosen.map { weights[$0] }, parameters: x, gradient: &gradient)
  }

  private func weighted(_ sums: [[Double]], _ weights: [[Double]]) -> [Double] {
    zip(sums, weights).flatMap { zip($0, $1).map { $0 * $1 } }
  }

  private func checkCount(_ x: [Double]) {
    precondition(x.count == count, "this loss has \(count) parameters, not \(x.count)")
  }

  // MARK: Residuals one by one

  /// The residuals one by one, in double precision and with the problem's weights alone; nil in single precision and while weightings
  /// are at work. Compiled when first asked for.
  public var leastSquares: (any LeastSquaresObjective)? {
    guard precision == .double, factors == nil else { return nil }
    return try? compiledResiduals()
  }

  /// Whether the residuals one by one are compiled.
  package var hasResiduals: Bool { oneByOne != nil }

  private func compiledResiduals() throws -> Residuals {
    if let oneByOne { return oneByOne }
    let new = try Residuals(laws, count: count, threads: threads, slabRows: slabRows)
    oneByOne = new
    return new
  }

  /// The residuals one by one, whatever the precision of the sums, with the problem's weights alone.
  var residuals: Residuals {
    do { return try compiledResiduals() } catch {
      preconditionFailure("a law that compiled as a sum of squares doesn't compile as residuals: \(error)")
    }
  }

  /// The rows of the Jacobian at the present points, with the problem's weights alone.
  package func jacobianRows() throws -> JacobianRows {
    if let known = oneByOne?.jacobian ?? jacobian { return known }
    let new = try JacobianRows(
      laws, count: layout.trainedRanges.reduce(0) { $0 + $1.count }, slabRows: slabRows)
    jacobian = new
    return new
  }

  /// The traces of all terms' neural tangent kernels.
  package func kernelTraces(at x: [Double]) throws -> [Double] {
    let traces = try jacobianRows().kernelTraces(at: x, pointFactors: factors?.points ?? [])
    return factors.map { factors in factors.terms.isEmpty ? traces : zip(traces, factors.terms).map(*) } ?? traces
  }

  // MARK: Weights and points

  private func setWeights() {
    var byTerm = (factors?.terms ?? [])[...]
    weights = laws.map { law in
      defer { byTerm = byTerm.dropFirst(law.width) }
      return (0..<law.width).map { k in law.scale * (byTerm.isEmpty ? 1 : byTerm[byTerm.startIndex + k]) }
    }
  }

  /// Whether there are factors by point.
  package var weighsPoints: Bool { factors?.points.contains { !$0.isEmpty } ?? false }

  /// The sum of terms, each times its present factor.
  package func balanced(_ terms: [Double]) -> Double {
    guard let factors, !factors.terms.isEmpty else { return terms.reduce(0, +) }
    return zip(terms, factors.terms).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Puts factors in front of the problem's weights, in place of those that were; nil for none.
  package func reweigh(_ factors: LossWeights?) {
    func column(_ c: Int, _ factors: LossWeights?) -> [Double] {
      guard let factors, factors.points.indices.contains(c) else { return [] }
      return factors.points[c]
    }
    for (c, law) in laws.enumerated() {
      let new = column(c, factors)
      guard new != column(c, self.factors) else { continue }
      let quadrature = law.points.quadratureWeights
      squares.setQuadrature(c, to: new.isEmpty ? quadrature : zip(quadrature, new).map(*))
    }
    self.factors = factors
    setWeights()
  }

  /// Moves all laws to other points of their conditions.
  package func move(to points: [CollocationPoints]) throws {
    factors?.points = []
    for (law, points) in zip(laws, points) { law.move(to: points) }
    setWeights()
    for index in laws.indices { try squares.bind(index) }
    let (hadResiduals, hadRows) = (oneByOne != nil, jacobian != nil)
    (oneByOne, jacobian) = (nil, nil)
    if hadResiduals { _ = try compiledResiduals() }
    if hadRows { _ = try jacobianRows() }
    (lastValue, lastTerms) = (.nan, [])
    isAtFirstPoints = false
  }

  // MARK: What isn't finite

  /// The first term that wasn't finite where the loss last failed to be; if all were, the first whose gradient wasn't.
  package var lastNotFinite: NotFinite {
    guard let x = notFinitePoint else { return NotFinite(term: "loss", part: nil) }
    var none: [Double]?
    let values = weighted(sums(Array(weights.indices), x, &none), weights)
    let wrong =
      values.firstIndex { !$0.isFinite }
      ?? terms.indices.first { !gradient(of: terms[$0], at: x).allSatisfy(\.isFinite) }
    guard let wrong else { return NotFinite(term: "loss", part: nil) }
    return NotFinite(term: terms[wrong].name, part: law(of: terms[wrong].source).law.notFinitePart(at: x))
  }

  /// The loss at `x`, where a run starts. Throws `ProblemError` if it or its gradient isn't finite.
  package func finiteValue(at x: [Double]) throws -> Double {
    notFinitePoint = nil
    let value = value(at: x)
    guard notFinitePoint != x else {
      throw ProblemError(
        "at the initial parameters \(lastNotFinite): check the law and its data for divisions by zero, and logarithms "
          + "and roots of what may be negative")
    }
    return value
  }
}
