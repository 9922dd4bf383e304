// Runs bound programs together, on several threads, without allocating in a step after the first.
//
// Every program's points are cut into chunks by their number and the program alone. A chunk is computed by one thread, start
// to end, and chunks are added up in their order: the result is the same bits for any number of threads.

import CPINNKernels
import Foundation
import PINNTensor

/// Evaluates several bound programs at common parameters. One evaluation at a time.
public final class Executor<Scalar: TensorScalar> {
  /// The programs, in the order of weights and sums.
  public let programs: [Program<Scalar>.Bound]
  /// Threads that share the work.
  public let threads: Int

  private let target: UnsafePointer<pinn_target>
  private let chunks: [Chunk]
  private let memory: Memory
  private let parameterCount: Int
  /// First entry of each program's parameters, weights and direction in the executor's memory.
  private let parameterOffsets: [Int]

  private struct Chunk {
    let program: Int
    let points: Range<Int>
    /// First entry of the chunk's sums, and of its gradient, in the executor's memory.
    let sums: Int
    let gradient: Int
  }

  /// Scratch that outlives a step.
  private final class Memory: @unchecked Sendable {
    let workspaces: [AlignedMemory<UInt8>]
    let sums: UnsafeMutableBufferPointer<Double>
    let gradients: UnsafeMutableBufferPointer<Scalar>
    /// Parameters, weights and direction of each program, one after another.
    let parameters: UnsafeMutableBufferPointer<Scalar>

    init(threads: Int, workspaceBytes: Int, sums: Int, gradients: Int, parameters: Int) {
      workspaces = (0..<threads).map { _ in AlignedMemory(repeating: 0, count: workspaceBytes) }
      self.sums = .allocate(capacity: sums)
      self.gradients = .allocate(capacity: gradients)
      self.parameters = .allocate(capacity: parameters)
      self.sums.initialize(repeating: 0)
      self.gradients.initialize(repeating: 0)
      self.parameters.initialize(repeating: 0)
    }

    deinit {
      sums.deallocate()
      gradients.deallocate()
      parameters.deallocate()
    }
  }

  /// An executor of `programs`, which share one layout of parameters. `forcing`: "AVX-512", "AVX2" or "baseline" to force
  /// one; the best that the machine has otherwise.
  public init(_ programs: [Program<Scalar>.Bound], threads: Int, forcing name: String? = nil) {
    precondition(
      programs.allSatisfy { $0.program.layout == programs[0].program.layout },
      "programs that are evaluated together must share one parameter layout")
    self.programs = programs
    self.threads = max(1, threads)
    let targets = instructionSets()
    target = targets.first { $0.name == name }?.target ?? targets[0].target
    let parameterCount = programs.first?.program.layout.count ?? 0
    self.parameterCount = parameterCount

    var chunks: [Chunk] = []
    var sums = 0
    var gradients = 0
    for (index, bound) in programs.enumerated() {
      let gradientCount = bound.program.hasGradient ? parameterCount : 0
      for points in Self.chunks(of: bound.count, tile: bound.program.assembly.tile, gradientCount: gradientCount) {
        chunks.append(Chunk(program: index, points: points, sums: sums, gradient: gradients))
        sums += bound.program.sumCount
        gradients += gradientCount
      }
    }
    self.chunks = chunks
    let instructionSet = target
    let bytes = programs.map { $0.program.workspaceBytes(on: instructionSet) }
    memory = Memory(
      threads: min(self.threads, max(chunks.count, 1)), workspaceBytes: bytes.max() ?? 0, sums: sums,
      gradients: gradients, parameters: programs.reduce(0) { $0 + 2 * parameterCount + $1.program.weightCount })
    parameterOffsets = programs.indices.map { index in
      programs[..<index].reduce(0) { $0 + 2 * parameterCount + $1.program.weightCount }
    }
  }

  /// About ten tiles a chunk, because a chunk ends with a reduction of its gradient; at least two and at most 64 chunks, and
  /// no more than fit in 64 MB of gradients.
  private static func chunks(of count: Int, tile: Int, gradientCount: Int) -> [Range<Int>] {
    let tiles = (count + tile - 1) / tile
    let affordable = max(2, (64 << 20) / max(1, gradientCount * MemoryLayout<Scalar>.size))
    let number = min(tiles, max(2, min(64, tiles / 10, affordable)))
    return (0..<number).map { i in
      min(count, tiles * i / number * tile)..<min(count, tiles * (i + 1) / number * tile)
    }
  }

  // MARK: Evaluation

  /// Evaluates all programs. Returns sums[program][k]; a non-nil `gradient` of length layout.count is overwritten by the
  /// gradient of the sum over programs and k of weights[program][k] * sums[program][k].
  public func evaluate(
    weights: [[Double]], parameters: [Double], direction: [Double]? = nil, gradient: inout [Double]?
  ) -> [[Double]] {
    setParameters(parameters, weights: weights, direction: direction)
    run(chunks, Output())
    if gradient != nil {
      gradient!.withUnsafeMutableBufferPointer { gradient in
        precondition(gradient.count == parameterCount, "a gradient of \(parameterCount) entries, not \(gradient.count)")
        gradient.update(repeating: 0)
        for chunk in chunks where programs[chunk.program].program.hasGradient {
          Scalar.add(
            UnsafeBufferPointer(start: memory.gradients.baseAddress! + chunk.gradient, count: parameterCount),
            to: gradient)
        }
      }
    }
    var sums = programs.map { [Double](repeating: 0, count: $0.program.sumCount) }
    for chunk in chunks {
      for k in sums[chunk.program].indices { sums[chunk.program][k] += memory.sums[chunk.sums + k] }
    }
    return sums
  }

  /// Values [N, values.count] of the first program at its points.
  public func values(parameters: [Double], direction: [Double]? = nil) -> Tensor<Double> {
    let shape = [programs[0].count, programs[0].program.valueCount]
    var values: [Scalar] = []
    evaluate(parameters: parameters, direction: direction, values: &values)
    let elements = [Double](unsafeUninitializedCapacity: values.count) { target, count in
      count = values.count
      values.withUnsafeBufferPointer { Scalar.convert($0, to: UnsafeMutableBufferPointer(rebasing: target[..<count])) }
    }
    return Tensor(shape: shape, elements: elements)
  }

  /// Values of the first program at its points, in its own precision: [N, values.count] row-major. The array's memory is
  /// used again if it has the right length.
  public func evaluate(parameters: [Double], direction: [Double]? = nil, values: inout [Scalar]) {
    precondition(
      programs.count == 1 && programs[0].program.rowCount == 0, "values are those of one program without rows")
    let count = programs[0].count * programs[0].program.valueCount
    if values.count != count { values = [Scalar](repeating: 0, count: count) }
    setParameters(parameters, weights: [], direction: direction)
    values.withUnsafeMutableBufferPointer { run(chunks, Output(values: $0.baseAddress)) }
  }

  private func setParameters(_ parameters: [Double], weights: [[Double]], direction: [Double]?) {
    precondition(parameters.count == parameterCount, "\(parameterCount) parameters expected, not \(parameters.count)")
    var at = memory.parameters.baseAddress!
    func append(_ values: [Double]) {
      values.withUnsafeBufferPointer {
        Scalar.convert($0, to: UnsafeMutableBufferPointer(start: at, count: values.count))
      }
      at += values.count
    }
    for (index, bound) in programs.enumerated() {
      append(parameters)
      if weights.isEmpty { at += bound.program.weightCount } else { append(weights[index]) }
      if let direction { append(direction) } else { at += parameterCount }
    }
  }

  /// Where per-point results of a run go.
  private struct Output: @unchecked Sendable {
    var values: UnsafeMutablePointer<Scalar>?
    var jacobian: UnsafeMutablePointer<Scalar>?
    var stride = 0
    var points = 0..<0
  }

  private func run(_ chunks: [Chunk], _ output: Output) {
    nonisolated(unsafe) let target = target
    let (programs, memory, offsets) = (programs, memory, parameterOffsets)
    parallelFor(chunks.count, threads: threads) { worker, item in
      let chunk = chunks[item]
      let bound = programs[chunk.program]
      bound.points.withUnsafeBufferPointer { points in
        bound.data.withUnsafeBufferPointer { data in
          var run = pinn_run(
            points: points.baseAddress, data: data.baseAddress,
            parameters: memory.parameters.baseAddress! + offsets[chunk.program],
            workspace: memory.workspaces[worker].start,
            values: output.values, jacobian: output.jacobian, jacobian_stride: Int64(output.stride),
            jacobian_first: Int64(output.points.lowerBound), jacobian_last: Int64(output.points.upperBound),
            sums: memory.sums.baseAddress! + chunk.sums,
            gradient: bound.program.hasGradient ? memory.gradients.baseAddress! + chunk.gradient : nil,
            first: Int64(chunk.points.lowerBound), last: Int64(chunk.points.upperBound))
          let program = bound.program.assembly.program
          if Scalar.self == Float.self {
            target.pointee.run_float(program, &run)
          } else {
            target.pointee.run_double(program, &run)
          }
        }
      }
    }
  }
}

// MARK: - Residuals and rows of the Jacobian

extension Executor {
  /// Consecutive points of one program: their residuals and rows of the Jacobian are computed together.
  public struct Slab: Sendable {
    /// The program's index.
    public let program: Int
    /// The points.
    public let points: Range<Int>
    /// The number of residuals: points times the program's rows.
    public let count: Int
  }

  /// All points of all programs in slabs of at most `rows` residuals (or one tile, if that is more).
  public func slabs(rows: Int) -> [Slab] {
    programs.enumerated().flatMap { index, bound in
      let (tile, perPoint) = (bound.program.assembly.tile, bound.program.rowCount)
      let points = max(tile, rows / max(perPoint, 1) / tile * tile)
      return stride(from: 0, to: perPoint == 0 ? 0 : bound.count, by: points).map { first in
        let range = first..<min(bound.count, first + points)
        return Slab(program: index, points: range, count: range.count * perPoint)
      }
    }
  }

  /// The residuals and the transposed Jacobian of a slab, weighted by the weights of its program's rows.
  ///
  /// - Parameters:
  ///   - residuals: [slab.count], overwritten: all points of the first residual, then of the second, ...
  ///   - jacobian: [layout.count, stride], overwritten in the first slab.count columns: entry [p, i] is the derivative of
  ///     residual i by parameter p; stride >= slab.count. Written fastest where rows begin at cache lines, as those of
  ///     `AlignedMemory` with `wholeLines(slab.count)` as the stride.
  public func evaluate(
    _ slab: Slab, weights: [[Double]], parameters: [Double], residuals: UnsafeMutablePointer<Scalar>,
    jacobian: UnsafeMutablePointer<Scalar>, stride: Int
  ) {
    precondition(stride >= slab.count, "a Jacobian of \(slab.count) residuals needs a stride of as many, not \(stride)")
    setParameters(parameters, weights: weights, direction: nil)
    let program = programs[slab.program].program
    let tile = program.assembly.tile
    let chunks = Swift.stride(from: slab.points.lowerBound, to: slab.points.upperBound, by: tile).map { first in
      Chunk(
        program: slab.program, points: first..<min(slab.points.upperBound, first + tile), sums: 0, gradient: 0)
    }
    for (k, absent) in program.absentParameters.enumerated() {
      for p in absent { (jacobian + p * stride + k * slab.points.count).update(repeating: 0, count: slab.points.count) }
    }
    let columns = program.columnCount
    let values = UnsafeMutablePointer<Scalar>.allocate(capacity: slab.points.count * columns)
    defer { values.deallocate() }
    run(
      chunks,
      Output(
        values: values - slab.points.lowerBound * columns, jacobian: jacobian, stride: stride, points: slab.points))
    for k in 0..<program.rowCount {
      for i in 0..<slab.points.count {
        residuals[k * slab.points.count + i] = values[i * columns + program.valueCount + k]
      }
    }
  }
}

extension Program {
  /// Evaluates bound programs once; see `Executor.evaluate`. To evaluate again and again, keep an `Executor`.
  public static func evaluate(
    _ programs: [Bound], weights: [[Double]], parameters: [Double], gradient: inout [Double]?, threads: Int
  ) -> [[Double]] {
    Executor(programs, threads: threads).evaluate(weights: weights, parameters: parameters, gradient: &gradient)
  }
}

extension Program {
  /// Points of a tile: points are evaluated a tile at a time.
  public var tilePoints: Int { assembly.tile }
  /// Bytes that a thread works in, whatever the number of points: a tile's intermediate values and the sums.
  public var workspaceBytes: Int { workspaceBytes(on: instructionSets()[0].target) }

  fileprivate func workspaceBytes(on target: UnsafePointer<pinn_target>) -> Int {
    pinn_workspace_bytes(assembly.program, target, MemoryLayout<Scalar>.size)
  }
}

/// The instruction sets that this machine's executor can use, best first.
public func instructionSetNames() -> [String] { instructionSets().map(\.name) }

private func instructionSets() -> [(name: String, target: UnsafePointer<pinn_target>)] {
  var count: Int32 = 0
  let targets = pinn_targets(&count)!
  return (0..<Int(count)).map { (String(cString: targets[$0]!.pointee.name), targets[$0]!) }
}
