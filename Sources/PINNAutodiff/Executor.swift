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

  private struct Chunk {
    let program: Int
    let points: Range<Int>
    /// First entry of the chunk's sums, and of its gradient, in the executor's memory.
    let sums: Int
    let gradient: Int
  }

  /// Scratch that outlives a step.
  private final class Memory: @unchecked Sendable {
    let workspaces: [UnsafeMutableRawPointer]
    let sums: UnsafeMutableBufferPointer<Double>
    let gradients: UnsafeMutableBufferPointer<Scalar>
    /// Parameters and weights of each program, one after another.
    let parameters: UnsafeMutableBufferPointer<Scalar>

    init(threads: Int, workspaceBytes: Int, sums: Int, gradients: Int, parameters: Int) {
      workspaces = (0..<threads).map { _ in
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(workspaceBytes, 64), alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(workspaceBytes, 64))
        return memory
      }
      self.sums = .allocate(capacity: sums)
      self.gradients = .allocate(capacity: gradients)
      self.parameters = .allocate(capacity: parameters)
      self.sums.initialize(repeating: 0)
      self.gradients.initialize(repeating: 0)
      self.parameters.initialize(repeating: 0)
    }

    deinit {
      workspaces.forEach { $0.deallocate() }
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
    let bytes = programs.map {
      pinn_workspace_bytes($0.program.assembly.program, instructionSet, MemoryLayout<Scalar>.size)
    }
    memory = Memory(
      threads: min(self.threads, max(chunks.count, 1)), workspaceBytes: bytes.max() ?? 0, sums: sums,
      gradients: gradients, parameters: programs.reduce(0) { $0 + parameterCount + $1.program.sumCount })
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
  public func evaluate(weights: [[Double]], parameters: [Double], gradient: inout [Double]?) -> [[Double]] {
    setParameters(parameters, weights: weights)
    run(values: nil)
    if gradient != nil {
      gradient!.withUnsafeMutableBufferPointer { gradient in
        precondition(gradient.count == parameterCount, "a gradient of \(parameterCount) entries, not \(gradient.count)")
        gradient.update(repeating: 0)
        for chunk in chunks where programs[chunk.program].program.hasGradient {
          Scalar.add(
            UnsafeBufferPointer(start: memory.gradients.baseAddress! + chunk.gradient, count: parameterCount), to: gradient)
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
  public func values(parameters: [Double]) -> Tensor<Double> {
    let shape = [programs[0].count, programs[0].program.valueCount]
    var values: [Scalar] = []
    evaluate(parameters: parameters, values: &values)
    let elements = [Double](unsafeUninitializedCapacity: values.count) { target, count in
      count = values.count
      values.withUnsafeBufferPointer { Scalar.convert($0, to: UnsafeMutableBufferPointer(rebasing: target[..<count])) }
    }
    return Tensor(shape: shape, elements: elements)
  }

  /// Values of the first program at its points, in its own precision: [N, values.count] row-major. The array's memory is
  /// used again if it has the right length.
  public func evaluate(parameters: [Double], values: inout [Scalar]) {
    let count = programs[0].count * programs[0].program.valueCount
    if values.count != count { values = [Scalar](repeating: 0, count: count) }
    setParameters(parameters, weights: [])
    values.withUnsafeMutableBufferPointer { run(values: $0.baseAddress) }
  }

  private func setParameters(_ parameters: [Double], weights: [[Double]]) {
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
      if weights.isEmpty { at += bound.program.sumCount } else { append(weights[index]) }
    }
  }

  private func run(values: UnsafeMutablePointer<Scalar>?) {
    nonisolated(unsafe) let values = values
    nonisolated(unsafe) let target = target
    let (chunks, programs, memory, parameterCount) = (chunks, programs, memory, parameterCount)
    let offsets = programs.indices.map { index in
      programs[..<index].reduce(0) { $0 + parameterCount + $1.program.sumCount }
    }
    parallelFor(chunks.count, threads: threads) { worker, item in
      let chunk = chunks[item]
      let bound = programs[chunk.program]
      bound.points.withUnsafeBufferPointer { points in
        bound.data.withUnsafeBufferPointer { data in
          var run = pinn_run(
            points: points.baseAddress, data: data.baseAddress,
            parameters: memory.parameters.baseAddress! + offsets[chunk.program], workspace: memory.workspaces[worker],
            values: values, jacobian: nil, jacobian_stride: 0, sums: memory.sums.baseAddress! + chunk.sums,
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

extension Program {
  /// Evaluates bound programs once; see `Executor.evaluate`. To evaluate again and again, keep an `Executor`.
  public static func evaluate(
    _ programs: [Bound], weights: [[Double]], parameters: [Double], gradient: inout [Double]?, threads: Int
  ) -> [[Double]] {
    Executor(programs, threads: threads).evaluate(weights: weights, parameters: parameters, gradient: &gradient)
  }
}

/// The instruction sets that this machine's executor can use, best first.
public func instructionSetNames() -> [String] { instructionSets().map(\.name) }

private func instructionSets() -> [(name: String, target: UnsafePointer<pinn_target>)] {
  var count: Int32 = 0
  let targets = pinn_targets(&count)!
  return (0..<Int(count)).map { (String(cString: targets[$0]!.pointee.name), targets[$0]!) }
}
