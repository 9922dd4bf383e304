// One workload measured: compile, three steps of warm-up, then the median of the steps that follow.

import Foundation
import PINNAutodiff
import PINNLinearAlgebra
import PINNTensor
import PINNTestSupport

struct Measurement: Encodable {
  let workload: String
  let n: Int
  let precision: String
  let threads: Int
  let ms_per_step: Double
  let compile_ms: Double
  let peak_rss_mb: Double
  let gflops: Double
  /// The compiler's plan in words: to print, not part of the figures.
  var plan: String

  private enum CodingKeys: String, CodingKey {
    case workload, n, precision, threads, ms_per_step, compile_ms, peak_rss_mb, gflops
  }
}

/// Adam with the usual constants, in place.
private struct Adam {
  var m: [Double]
  var v: [Double]
  var step = 0

  init(count: Int) {
    m = Array(repeating: 0, count: count)
    v = m
  }

  mutating func update(_ x: inout [Double], _ gradient: [Double]) {
    step += 1
    let (c1, c2) = (1 - pow(0.9, Double(step)), 1 - pow(0.999, Double(step)))
    for i in x.indices {
      m[i] = 0.9 * m[i] + 0.1 * gradient[i]
      v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i]
      x[i] -= 1e-3 * (m[i] / c1) / ((v[i] / c2).squareRoot() + 1e-8)
    }
  }
}

func milliseconds(_ body: () throws -> Void) rethrows -> Double {
  let start = DispatchTime.now().uptimeNanoseconds
  try body()
  return Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-6
}

/// Measures a workload in `Scalar`. At least `steps` steps and half a second are timed.
func measure<Scalar: TensorScalar>(
  _ workload: Workload, _: Scalar.Type, threads: Int, steps: Int, forcing instructionSet: String?
) throws -> Measurement {
  PeakMemory.forget()
  let points = workload.uniformPoints(workload.points, for: "points")
  let boundary = workload.uniformPoints(max(workload.boundaryPoints, 1), for: "boundary")
  var bound: [Program<Scalar>.Bound] = []
  var executor: Executor<Scalar>!
  let scope = ParameterScope()
  let compile = try milliseconds {
    let outputs = workload.network(scope)
    if workload.rows {
      bound = [
        try Program<Scalar>(rows: workload.residuals(outputs), axes: workload.axes, layout: scope.layout).bind(points)
      ]
    } else if let values = workload.values {
      bound = [try Program<Scalar>(values: values(outputs), axes: workload.axes, layout: scope.layout).bind(points)]
    } else {
      let sum = workload.residuals(outputs).map { $0 * $0 }
      let total = sum.dropFirst().reduce(sum[0], +)
      bound = [
        try Program<Scalar>(sums: [total], gradient: true, axes: workload.axes, layout: scope.layout).bind(points)
      ]
      if workload.boundaryPoints > 0 {
        let misfit = outputs[0] - sin(.pi * .coordinate(.x))
        bound.append(
          try Program<Scalar>(sums: [misfit * misfit], gradient: true, axes: workload.axes, layout: scope.layout)
            .bind(boundary))
      }
    }
    executor = Executor(bound, threads: threads, forcing: instructionSet)
  }
  var parameters = scope.layout.initialValues(seed: 1)
  var adam = Adam(count: parameters.count)
  var gradient: [Double]? = Array(repeating: 0, count: parameters.count)
  let weights = bound.map { [1 / Double($0.count)] }
  var values: [Scalar] = []
  var residuals = [Scalar](repeating: 0, count: workload.rows ? workload.points : 0)
  let stride = AlignedMemory<Scalar>.wholeLines(residuals.count)
  let jacobian = AlignedMemory<Scalar>(repeating: 0, count: stride * parameters.count)
  func step() {
    if workload.rows {
      for slab in executor.slabs(rows: workload.points) {
        residuals.withUnsafeMutableBufferPointer { r in
          executor.evaluate(
            slab, weights: [[1]], parameters: parameters, residuals: r.baseAddress!, jacobian: jacobian.start,
            stride: stride)
        }
      }
      guard workload.gram, let rows = jacobian as? AlignedMemory<Double> else { return }
      let matrix = SymmetricMatrix(count: parameters.count)
      matrix.addGram(rows.start, columns: workload.points, stride: stride, threads: threads)
      precondition(matrix.cholesky(shift: 1e-6 * matrix.largestDiagonal) != nil, "the Gram matrix is damped")
    } else if workload.values != nil {
      executor.evaluate(parameters: parameters, values: &values)
    } else {
      _ = executor.evaluate(weights: weights, parameters: parameters, gradient: &gradient)
      if workload.updates { adam.update(&parameters, gradient!) }
    }
  }
  for _ in 0..<3 { step() }
  var times: [Double] = []
  while times.count < steps || (times.reduce(0, +) < 500 && times.count < 2_000) { times.append(milliseconds(step)) }
  let median = times.sorted()[times.count / 2]
  let flops = bound.reduce(0) { $0 + 2 * Double($1.program.plan.multiplications) * Double($1.count) }
  return Measurement(
    workload: workload.name, n: workload.points, precision: Scalar.self == Float.self ? "float" : "double",
    threads: threads, ms_per_step: median, compile_ms: compile, peak_rss_mb: Double(PeakMemory.bytes) / 0x1p20,
    gflops: flops / median * 1e-6, plan: bound[0].program.plan.description)
}
