// The gradient by parameters against central differences of the loss, its linearity in the terms, and the same bits from any
// number of threads; instruction sets against each other.

import Foundation
import PINNAutodiff
import PINNTensor
import Testing

/// A small network with everything that the schedule treats differently: two layers, a skip connection, a vector of
/// parameters, a scalar coefficient, a datum, two outputs.
private struct Model {
  let scope = ParameterScope()
  let residuals: [Expr]

  init() {
    let (x, y, t) = (Expr.coordinate(.x), Expr.coordinate(.y), Expr.coordinate(.t))
    let input = concatenate([2 * x - 1, y, 0.5 * t])
    let first = tanh(scope.affine("first", input, outputs: 7))
    let slope = scope.vector("slope", width: 7, .constant(0.8))
    let second = first + 0.5 * sin(slope * scope.affine("second", first, outputs: 7))
    let outputs = scope.affine("output", second, outputs: 2)
    let (u, v) = (outputs[0], outputs[1] + x * y)
    let nu = exp(scope.vector("log nu", width: 1, .constant(-2)))
    residuals = [
      u[.t] + u * u[.x] + v * u[.y] - nu * laplacian(u, over: .x, .y),
      v[.t] + (0.5 * v * v)[.x] - laplacian(v, over: .x, .y) + u[.x, .y, .t],
      u - .datum("measured"), second.sum * first[2],
    ]
  }
}

private let axes: [Axis] = [.x, .y, .t]

private func randomPoints(_ count: Int) -> (points: Tensor<Double>, data: [Column: [Double]]) {
  var rng = RandomStream(seed: 5, for: "test")
  let points = Tensor(rows: (0..<count).map { _ in (0..<3).map { _ in rng.uniform() } })
  return (points, ["measured": (0..<count).map { _ in rng.normal() }])
}

private let wantedKernels = ProcessInfo.processInfo.environment["PINN_KERNELS"]

private struct Evaluation: Equatable {
  var sums: [[Double]]
  var gradient: [Double]
}

private func evaluate<Scalar: TensorScalar>(
  _ model: Model, _: Scalar.Type, count: Int, weights: [Double], parameters: [Double]? = nil, threads: Int = 1,
  forcing target: String? = nil
) throws -> Evaluation {
  let program = try Program<Scalar>(
    sums: model.residuals.map { $0 * $0 }, gradient: true, axes: axes, data: ["measured"], layout: model.scope.layout)
  let (points, data) = randomPoints(count)
  let executor = Executor([try program.bind(points, data: data)], threads: threads, forcing: target)
  var gradient: [Double]? = Array(repeating: .nan, count: model.scope.layout.count)
  let sums = executor.evaluate(
    weights: [weights], parameters: parameters ?? model.scope.layout.initialValues(seed: 3), gradient: &gradient)
  return Evaluation(sums: sums, gradient: gradient!)
}

@Suite struct GradientTests {
  /// 300 points are several tiles and an incomplete one.
  @Test(arguments: [1, 63, 300]) func agreesWithDifferenceQuotients(_ count: Int) throws {
    let model = Model()
    let weights = [1.0, 0.3, 2.0, 0.7]
    let theta = model.scope.layout.initialValues(seed: 3)
    let exact = try evaluate(model, Double.self, count: count, weights: weights).gradient
    let norm = exact.reduce(0) { Swift.max($0, Swift.abs($1)) }
    for i in theta.indices {
      func loss(_ shift: Double) throws -> Double {
        var theta = theta
        theta[i] += shift
        let sums = try evaluate(model, Double.self, count: count, weights: weights, parameters: theta).sums[0]
        return zip(sums, weights).reduce(0) { $0 + $1.0 * $1.1 }
      }
      // Fourth-order differences, so that the quotient is good to ten digits.
      let h = 1e-3
      let quotient = (8 * (try loss(h) - loss(-h)) - (try loss(2 * h) - loss(-2 * h))) / (12 * h)
      #expect(Swift.abs(exact[i] - quotient) < 1e-8 * norm, "parameter \(i)")
    }
  }

  @Test func isTheSumOfTheTermsGradients() throws {
    let model = Model()
    let weights = [1.0, 0.3, 2.0, 0.7]
    let total = try evaluate(model, Double.self, count: 200, weights: weights).gradient
    var sum = [Double](repeating: 0, count: total.count)
    for k in weights.indices {
      let only = weights.indices.map { $0 == k ? weights[k] : 0 }
      let part = try evaluate(model, Double.self, count: 200, weights: only).gradient
      #expect(part.contains { $0 != 0 })
      for i in sum.indices { sum[i] += part[i] }
    }
    for i in sum.indices { #expect(Swift.abs(sum[i] - total[i]) < 1e-11 * (1 + Swift.abs(total[i]))) }
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() throws {
    let model = Model()
    let weights = [1.0, 0.3, 2.0, 0.7]
    let one = try evaluate(model, Float.self, count: 5_000, weights: weights)
    for threads in [1, 2, 4] {
      #expect(try evaluate(model, Float.self, count: 5_000, weights: weights, threads: threads) == one)
    }
  }

  @Test(.enabled(if: wantedKernels != nil)) func instructionSetsAreNoBetterThanWanted() {
    #expect(instructionSetNames().first?.lowercased() == wantedKernels?.lowercased())
  }

  @Test func instructionSetsAgree() throws {
    let model = Model()
    let weights = [1.0, 0.3, 2.0, 0.7]
    let names = instructionSetNames()
    let reference = try evaluate(model, Double.self, count: 700, weights: weights, forcing: names[0])
    let norm = reference.gradient.reduce(0) { Swift.max($0, Swift.abs($1)) }
    for name in names {
      let double = try evaluate(model, Double.self, count: 700, weights: weights, forcing: name)
      let float = try evaluate(model, Float.self, count: 700, weights: weights, forcing: name)
      for i in reference.gradient.indices {
        #expect(Swift.abs(double.gradient[i] - reference.gradient[i]) < 1e-13 * norm, "\(name) double, parameter \(i)")
        #expect(Swift.abs(float.gradient[i] - reference.gradient[i]) < 2e-5 * norm, "\(name) float, parameter \(i)")
      }
    }
  }

  /// Matrices too large for lane-wise sums, of widths that no block divides: the gradient is the sum of the Jacobian's rows.
  @Test func wideLayersGradientIsTheSumOfRows() throws {
    let scope = ParameterScope()
    let (x, t) = (Expr.coordinate(.x), Expr.coordinate(.t))
    let first = tanh(scope.affine("first", concatenate([x, t]), outputs: 61))
    let second = tanh(scope.affine("second", first, outputs: 83))
    let u = scope.affine("output", tanh(scope.affine("third", second, outputs: 70)), outputs: 1)
    let residual = u[.t] + u * u[.x] - 0.1 * u[.x, .x]
    let theta = scope.layout.initialValues(seed: 3)
    let points = randomPoints(150).points
    let plane = Tensor(rows: (0..<points.count).map { Array(points.row($0).prefix(2)) })

    let rows = Executor(
      [try Program<Double>(rows: [residual], axes: [.x, .t], layout: scope.layout).bind(plane)], threads: 1)
    let slab = rows.slabs(rows: 1_000)[0]
    #expect(slab.count == points.count)
    var residuals = [Double](repeating: .nan, count: slab.count)
    var jacobian = [Double](repeating: .nan, count: slab.count * theta.count)
    rows.evaluate(
      slab, weights: [[1]], parameters: theta, residuals: &residuals, jacobian: &jacobian, stride: slab.count)
    let expected = theta.indices.map { p in
      residuals.indices.reduce(0) { $0 + 2 * residuals[$1] * jacobian[p * slab.count + $1] }
    }
    let norm = expected.reduce(0) { Swift.max($0, Swift.abs($1)) }

    func gradient<Scalar: TensorScalar>(_: Scalar.Type, threads: Int, _ name: String) throws -> [Double] {
      let program = try Program<Scalar>(
        sums: [residual * residual], gradient: true, axes: [.x, .t], layout: scope.layout)
      var gradient: [Double]? = theta.map { _ in .nan }
      _ = Executor([try program.bind(plane)], threads: threads, forcing: name)
        .evaluate(weights: [[1]], parameters: theta, gradient: &gradient)
      return gradient!
    }
    for name in instructionSetNames() {
      let (double, float) = (try gradient(Double.self, threads: 1, name), try gradient(Float.self, threads: 1, name))
      for i in theta.indices {
        #expect(Swift.abs(double[i] - expected[i]) < 1e-13 * norm, "\(name) double, parameter \(i)")
        #expect(Swift.abs(float[i] - expected[i]) < 2e-5 * norm, "\(name) float, parameter \(i)")
      }
      #expect(try gradient(Double.self, threads: 2, name) == double)
    }
  }

  /// tanh and sigmoid divide several numbers at once, which must all belong to one point: a value has the same bits beside
  /// other points, and a bad point spoils no other.
  @Test func valuesDependOnTheirOwnPoint() throws {
    let scope = ParameterScope()
    let x = Expr.coordinate(.x)
    let u = scope.affine(
      "last", sigmoid(scope.affine("second", tanh(scope.affine("first", x, outputs: 7)), outputs: 5)), outputs: 1)
    let program = try Program<Double>(values: [u, u[.x]], axes: [.x], layout: scope.layout)
    let theta = scope.layout.initialValues(seed: 1)
    var xs = (0..<70).map { sin(40 * Double($0)) * 5 }
    xs[33] = .nan
    for name in instructionSetNames() {
      func values(_ xs: [Double]) throws -> Tensor<Double> {
        let points = Tensor(shape: [xs.count, 1], elements: xs)
        return Executor([try program.bind(points)], threads: 1, forcing: name).values(parameters: theta)
      }
      let together = try values(xs)
      for (i, x) in xs.enumerated() {
        #expect(x.isNaN ? together[i, 0].isNaN : together.row(i) == (try values([x]).row(0)), "\(name), point \(i)")
      }
    }
  }

  /// One output by ten coordinates, first order: one reverse pass is cheaper than ten streams, and the plan says so.
  @Test func gradientsByManyCoordinatesAreTakenInReverse() throws {
    let axes = (0..<10).map { Axis("x\($0)") }
    let scope = ParameterScope()
    var h = concatenate(axes.map { .coordinate($0) })
    for layer in 1...3 { h = tanh(scope.affine("\(layer)", h, outputs: 30)) }
    let u = scope.affine("output", h, outputs: 1)
    let points = Tensor(rows: [axes.indices.map { 0.1 * Double($0) - 0.4 }, axes.indices.map { cos(Double($0)) }])
    func eikonal(_ mode: DerivativeMode) throws -> Program<Double> {
      let gradient = axes.map { diff(u, $0, mode: mode) }
      return try Program(
        values: [gradient.reduce(-1) { $0 + $1 * $1 }], axes: axes, layout: scope.layout)
    }
    let (chosen, streams) = (try eikonal(.automatic), try eikonal(.taylor))
    #expect(chosen.plan.modes == [.nestedReverse])
    #expect(chosen.plan.multiplications < streams.plan.multiplications / 3)
    #expect(chosen.plan.description.contains("a stream for each multi-index: \(streams.plan.multiplications)"))
    let parameters = scope.layout.initialValues(seed: 0)
    let a = try chosen.values(at: points, parameters: parameters)
    let b = try streams.values(at: points, parameters: parameters)
    for i in 0..<2 { #expect(abs(a[i, 0] - b[i, 0]) < 1e-13) }
    // A second derivative brings the streams back, and a forced mode is what the plan says it is.
    let laplace = axes.reduce(Expr(0)) { $0 + diff(u, $1, $1) }
    #expect(try Program<Double>(values: [laplace], axes: axes, layout: scope.layout).plan.modes == [.collapsed])
    let forced = axes.reduce(Expr(0)) { $0 + diff(u, $1, $1, mode: .collapsed) }
    #expect(
      try Program<Double>(values: [forced], axes: axes, layout: scope.layout).plan.description.contains(
        "collapsed streams"))
  }

  /// Collapsed streams: the plan without them is the same loss, one stream a multi-index.
  @Test func burgersTakesThreeStreams() throws {
    let scope = ParameterScope()
    var h = concatenate([.coordinate(.x), .coordinate(.t)])
    for layer in 1...8 { h = tanh(scope.affine("\(layer)", h, outputs: 20)) }
    let u = scope.affine("output", h, outputs: 1)
    let residual = u[.t] + u * u[.x] - 0.003 * u[.x, .x]
    let program = try Program<Double>(sums: [residual * residual], axes: [.x, .t], layout: scope.layout)
    #expect(program.plan.collapsed)
    #expect(program.plan.products == 27)
    // Asking for u_t by itself takes the advantage away: four streams, as many as multi-indices, whichever way is taken.
    let separate = try Program<Double>(
      values: [u[.t]], sums: [residual * residual], axes: [.x, .t], layout: scope.layout)
    #expect(separate.plan.products == 35)
    let other = try #require(separate.plan.alternatives.first).multiplications
    #expect(Swift.abs(other - separate.plan.multiplications) * 1_000 < other)
    let values = try Program<Double>(
      values: [residual, u[.t], u, u[.x], u[.x, .x]], axes: [.x, .t], layout: scope.layout
    )
    .values(at: Tensor(rows: [[0.3, 0.2], [-0.7, 0.9]]), parameters: scope.layout.initialValues(seed: 0))
    let collapsed = try Program<Double>(values: [residual], axes: [.x, .t], layout: scope.layout)
      .values(at: Tensor(rows: [[0.3, 0.2], [-0.7, 0.9]]), parameters: scope.layout.initialValues(seed: 0))
    for i in 0..<2 {
      #expect(Swift.abs(values[i, 1] + values[i, 2] * values[i, 3] - 0.003 * values[i, 4] - values[i, 0]) < 1e-13)
      #expect(Swift.abs(collapsed[i, 0] - values[i, 0]) < 1e-13)
    }
  }
}

@Suite struct CompileErrorTests {
  private func message(_ value: Expr, axes: [Axis] = [.x], layout: ParameterLayout = .init()) -> String {
    do {
      _ = try Program<Double>(values: [value], axes: axes, layout: layout)
      return ""
    } catch { return error.description }
  }

  @Test func mistakesAreSentences() {
    let x = Expr.coordinate(.x)
    #expect(message(x[.z]).contains("no axis 'z'"))
    #expect(message(.coordinate(.t)).contains("no axis 't'"))
    #expect(message(.symbol("w")).contains("unknown 'w'"))
    #expect(message(.datum("m")).contains("no datum 'm'"))
    #expect(message(.trainable("nu")).contains("coefficient 'nu'"))
    #expect(message(concatenate([x, x])).contains("must be a scalar"))
    #expect(message(concatenate([x, x]) + concatenate([x, x, x])).contains("widths 2 and 3"))
    #expect(message(x[3]).contains("don't exist"))
    #expect(message(.constant(.nan)).contains("finite"))
    #expect(message(concatenate([])).contains("nothing to concatenate"))
    let scope = ParameterScope()
    let y = scope.affine("layer", x, outputs: 2)
    #expect(message(y[0]).contains("no parameter block"))
    let z = scope.affine("layer", concatenate([x, x]), outputs: 2)
    #expect(message(y[0] + z[0], layout: scope.layout).contains("share a name but not a shape"))
    #expect(message(.coordinate(.x, side: 1)).contains("places"))
  }

  /// Nothing asked for is nothing computed.
  @Test func aProgramMayBeEmpty() throws {
    let program = try Program<Double>(axes: [.x])
    #expect(try program.values(at: Tensor(rows: [[0.5], [1]])).shape == [2, 0])
  }

  /// The deepest expression that is taken compiles on a thread of any stack; a deeper one is refused, and nothing overflows.
  @Test func depthIsBounded() throws {
    let x = Expr.coordinate(.x)
    let deep = (1..<1_000).reduce(x) { sum, i in sum + sin(Double(i) * x) }
    #expect(try Program<Double>(values: [deep[.x]], axes: [.x]).values(at: Tensor(rows: [[0]]))[0, 0] == 1 + 499_500)
    #expect(
      message((1..<100_000).reduce(x) { sum, i in sum + sin(Double(i) * x) }).contains("add long sums up in halves"))
    #expect(message(diff(x, Array(repeating: .x, count: 300))).contains("highest order"))
  }

  @Test func wrongPointsAreSentences() throws {
    let program = try Program<Double>(values: [.coordinate(.x) + .datum("m")], axes: [.x], data: ["m"])
    #expect(throws: CompileError.self) { try program.bind(Tensor(shape: [0, 1]), data: ["m": []]) }
    #expect(throws: CompileError.self) { try program.bind(Tensor(shape: [2, 2]), data: ["m": [1, 2]]) }
    #expect(throws: CompileError.self) { try program.bind(Tensor(shape: [2, 1])) }
    #expect(throws: CompileError.self) { try program.bind(Tensor(shape: [2, 1]), data: ["m": [1]]) }
    #expect(throws: CompileError.self) {
      try program.values(at: Tensor(shape: [1, 1]), data: ["m": [1]], parameters: [1])
    }
  }
}
