// From a schedule to the executor's flat arrays: every stored value gets a place in the workspace for as long as it is needed,
// every step an instruction.

import CPINNKernels

/// A program as the C executor reads it. Owns the arrays that `program` points to.
final class Assembly: @unchecked Sendable {
  let program: UnsafePointer<pinn_program>
  /// Points of a tile.
  let tile: Int
  private let release: () -> Void

  /// Matrices with more entries have no lane-wise sums, which would not stay in the cache.
  static let laneWiseEntries = 4096
  /// Bytes of workspace below which a tile has more than one panel, so that it stays in the second-level cache: 1 MB and more
  /// where there is AVX-512, half of that on most processors whose longest vectors are AVX2's.
  static let tileBytes: Int = {
    var count: Int32 = 0
    return pinn_targets(&count)![0]!.pointee.vector_bytes == 32 ? 1 << 19 : 5 << 18
  }()
  /// The same without outer products, which gain from long sums: so that it stays in the first-level cache.
  static let forwardTileBytes = 1 << 15
  /// Points of a tile at most.
  static let tilePoints = 128
  /// Addresses this many bytes apart share a set of the first-level cache.
  static let cacheSetStride = 1 << 12

  init(_ schedule: Schedule, coordinates: Int, data: Int, parameters: Int, scalarBytes: Int) {
    var writer = AssemblyWriter(
      schedule, coordinates: coordinates, data: data, lanes: Int(PINN_PANEL_BYTES) / scalarBytes)
    writer.write()
    let instructions = UnsafeMutableBufferPointer.copying(writer.instructions)
    let pairs = UnsafeMutableBufferPointer.copying(writer.pairs)
    let micros = UnsafeMutableBufferPointer.copying(writer.micros)
    let operands = UnsafeMutableBufferPointer.copying(writer.operands)
    let pool = UnsafeMutableBufferPointer.copying(writer.pool)
    let gradientIndex = UnsafeMutableBufferPointer.copying(writer.gradientIndex)
    let program = UnsafeMutablePointer<pinn_program>.allocate(capacity: 1)
    program.initialize(
      to: pinn_program(
        instructions: instructions.baseAddress, instruction_count: Int32(instructions.count), pairs: pairs.baseAddress,
        micros: micros.baseAddress, operands: operands.baseAddress, pool: pool.baseAddress,
        panels: Int32(writer.panels), coordinates: Int32(coordinates), data: Int32(data), parameters: Int64(parameters),
        lanewise: Int64(schedule.requests.sums.count + writer.gradientIndex.count),
        sums: Int32(schedule.requests.sums.count), gradient_index: gradientIndex.baseAddress,
        columns: Int32(schedule.requests.values.count), scratch: Int64(writer.scratch),
        workspace: Int64(writer.workspace)))
    self.program = UnsafePointer(program)
    tile = writer.panels * Int(PINN_PANEL_BYTES) / scalarBytes
    release = {
      instructions.deallocate()
      pairs.deallocate()
      micros.deallocate()
      operands.deallocate()
      pool.deallocate()
      gradientIndex.deallocate()
      program.deallocate()
    }
  }

  deinit { release() }
}

extension UnsafeMutableBufferPointer {
  fileprivate static func copying(_ elements: [Element]) -> Self {
    let buffer = Self.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return buffer
  }
}

private struct AssemblyWriter {
  private(set) var instructions: [pinn_instruction] = []
  private(set) var pairs: [pinn_pair] = []
  private(set) var micros: [pinn_micro] = []
  private(set) var operands: [pinn_operand] = []
  private(set) var pool: [Double] = []
  private(set) var gradientIndex: [Int64] = []
  private(set) var panels = 1
  /// First scalar of the scratch that every step may use, and of what follows the workspace.
  private(set) var scratch = 0
  private(set) var workspace = 0

  private let schedule: Schedule
  private let graph: Graph
  private let coordinates: Int
  private let data: Int
  /// Points of a panel.
  private let lanes: Int
  /// First row of each stored value; rows of all panels of a value are adjacent, so its offset is row * panels * lanes.
  private var rows: [Buffer: Int] = [:]
  private var runs: [Int: ElementwiseRun] = [:]
  private var laneWise: [Range<Int>: Int] = [:]

  /// What owns memory: a node, or the points with their data and mask.
  private enum Buffer: Hashable {
    case node(NodeID)
    case points
  }

  init(_ schedule: Schedule, coordinates: Int, data: Int, lanes: Int) {
    self.schedule = schedule
    graph = schedule.graph
    self.coordinates = coordinates
    self.data = data
    self.lanes = lanes
  }

  mutating func write() {
    for (i, step) in schedule.steps.enumerated() {
      if case .elementwise(let width, let outputs) = step {
        runs[i] = ElementwiseRun(schedule: schedule, width: width, outputs: outputs)
      }
    }
    let height = allocate()
    let budget = schedule.requests.gradient.isEmpty ? Assembly.forwardTileBytes : Assembly.tileBytes
    panels = max(1, min(Assembly.tilePoints / lanes, budget / max(height * Int(PINN_PANEL_BYTES), 1)))
    scratch = height * panels * lanes
    workspace = scratch + (schedule.steps.indices.map(scratchRows).max() ?? 0) * lanes
    add(PINN_LOAD, pairs: [(.points, nil)])
    for (i, step) in schedule.steps.enumerated() { write(step, i) }
  }

  // MARK: Memory

  /// The buffer that a node's value lies in, and its first row there.
  private func place(_ id: NodeID) -> (buffer: Buffer, row: Int) {
    let node = graph[id]
    switch node.operation {
    case .coordinate(let column): return (.points, column)
    case .datum(let column): return (.points, coordinates + column)
    case .mask: return (.points, coordinates + data)
    case .slice(let offset):
      let (buffer, row) = place(node.inputs[0])
      return (buffer, row + offset)
    default:
      if let home = schedule.homes[id] {
        let (buffer, row) = place(home.whole)
        return (buffer, row + home.row)
      }
      return (.node(id), 0)
    }
  }

  private func height(_ buffer: Buffer) -> Int {
    switch buffer {
    case .points: coordinates + data + 1
    case .node(let id): graph.width(id)
    }
  }

  /// Rows from one panel of a buffer to the next, or to another buffer: one more than it has where the same row of several
  /// panels and streams, which products read together, would otherwise fall into the same few sets of the cache.
  private func pitch(_ buffer: Buffer) -> Int {
    let height = height(buffer)
    return height * Int(PINN_PANEL_BYTES) % Assembly.cacheSetStride == 0 ? height + 1 : height
  }

  /// Assigns rows by lifetime and returns their number. A place is free again after the last step that reads it.
  private mutating func allocate() -> Int {
    var first: [Buffer: Int] = [:]
    var last: [Buffer: Int] = [:]
    var order: [Buffer] = []
    func touch(_ id: NodeID, at step: Int) {
      let buffer = place(id).buffer
      if first[buffer] == nil {
        first[buffer] = step
        order.append(buffer)
      }
      last[buffer] = step
    }
    first[.points] = 0
    last[.points] = schedule.steps.count
    order.append(.points)
    for (i, step) in schedule.steps.enumerated() {
      for id in touched(step, i) { touch(id, at: i) }
    }
    var free: [Range<Int>] = []
    var height = 0
    for i in 0...schedule.steps.count {
      for buffer in order where first[buffer] == i {
        let size = pitch(buffer)
        // The smallest gap that is large enough.
        if let gap = free.indices.filter({ free[$0].count >= size }).min(by: { free[$0].count < free[$1].count }) {
          rows[buffer] = free[gap].lowerBound
          free[gap] = free[gap].lowerBound + size..<free[gap].upperBound
        } else {
          rows[buffer] = height
          height += size
        }
      }
      for buffer in order where last[buffer] == i {
        free.append(rows[buffer]!..<rows[buffer]! + pitch(buffer))
      }
      free = merged(free)
    }
    return height
  }

  private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let previous = result.last, previous.upperBound == range.lowerBound {
        result[result.count - 1] = previous.lowerBound..<range.upperBound
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// The stored values that a step reads or writes.
  private func touched(_ step: Schedule.Step, _ index: Int) -> [NodeID] {
    switch step {
    case .product(_, _, _, let outputs, _): return outputs + outputs.map { graph[$0].inputs[0] }
    case .sumRows(let id): return [id, graph[id].inputs[0]]
    case .elementwise:
      return runs[index]!.operations.flatMap { operation in
        (operation.operands + [operation.destination]).compactMap { operand -> NodeID? in
          if case .stored(let id) = operand { return id }
          return nil
        }
      }
    case .accumulate(let terms), .jacobian(let terms, _):
      return terms.flatMap { [$0.left] + ($0.right.map { [$0] } ?? []) }
    case .sum(let id, _), .store(let id, _): return [id]
    }
  }

  /// Rows of scratch that a step needs: slots, or the transposed right factors of an outer product, a panel's width at a time.
  private func scratchRows(_ step: Int) -> Int {
    switch schedule.steps[step] {
    case .elementwise: runs[step]!.slots * runs[step]!.chunk
    case .accumulate(let terms): isLaneWise(terms) ? 0 : terms.count * lanes
    default: 0
    }
  }

  private func isLaneWise(_ terms: [ParameterTerm]) -> Bool {
    guard let right = terms[0].right else { return true }
    return graph.width(terms[0].left) * graph.width(right) <= Assembly.laneWiseEntries
  }

  // MARK: Instructions

  private func buffer(_ place: (buffer: Buffer, row: Int)) -> pinn_buffer {
    pinn_buffer(
      offset: Int64((rows[place.buffer]! * panels + place.row) * lanes),
      panel_stride: Int64(pitch(place.buffer) * lanes))
  }
  private func buffer(_ id: NodeID) -> pinn_buffer { buffer(place(id)) }

  private mutating func add(
    _ kind: pinn_kind, rows: Int = 0, inner: Int = 1, parameter: Int = 0, strides: (row: Int, column: Int) = (0, 0),
    bias: Int? = nil, biased: Int = 0, target: Int = 0, pairs new: [(Buffer, Buffer?)]
  ) {
    add(
      kind, rows: rows, inner: inner, parameter: parameter, strides: strides, bias: bias, biased: biased,
      target: target,
      buffers: new.map { (buffer(($0.0, 0)), $0.1.map { buffer(($0, 0)) }) })
  }

  private mutating func add(
    _ kind: pinn_kind, rows: Int = 0, inner: Int = 1, parameter: Int = 0, strides: (row: Int, column: Int) = (0, 0),
    bias: Int? = nil, biased: Int = 0, target: Int = 0, buffers: [(pinn_buffer, pinn_buffer?)]
  ) {
    let none = pinn_buffer(offset: -1, panel_stride: 0)
    instructions.append(
      pinn_instruction(
        kind: Int32(bitPattern: kind.rawValue), rows: Int32(rows), inner: Int32(inner), parameter: Int64(parameter),
        row_stride: Int64(strides.row), column_stride: Int64(strides.column), bias: Int64(bias ?? -1),
        first: Int32(pairs.count), count: Int32(buffers.count), biased: Int32(biased), first_operand: 0, operands: 0,
        chunk: 0, target: Int64(target)))
    pairs += buffers.map { pinn_pair(a: $0.0, b: $0.1 ?? none) }
  }

  private mutating func write(_ step: Schedule.Step, _ index: Int) {
    switch step {
    case .product(let matrix, let transposed, let bias, let outputs, let biased):
      add(
        PINN_PRODUCT, rows: transposed ? matrix.columns : matrix.rows, inner: transposed ? matrix.rows : matrix.columns,
        parameter: matrix.offset, strides: transposed ? (1, matrix.columns) : (matrix.columns, 1), bias: bias,
        biased: biased, buffers: outputs.map { (buffer(graph[$0].inputs[0]), buffer($0)) })
    case .sumRows(let id):
      add(PINN_SUM_ROWS, rows: graph.width(graph[id].inputs[0]), buffers: [(buffer(graph[id].inputs[0]), buffer(id))])
    case .elementwise(let width, _): write(runs[index]!, width: width)
    case .accumulate(let terms):
      let width = graph.width(terms[0].left)
      guard let right = terms[0].right else {
        for term in terms {
          add(
            PINN_ACCUMULATE, rows: width, target: laneWiseSums(term.offset, count: width),
            buffers: [(buffer(term.left), nil)])
        }
        return
      }
      let inner = graph.width(right)
      add(
        PINN_OUTER, rows: width, inner: inner, parameter: terms[0].offset,
        target: isLaneWise(terms) ? laneWiseSums(terms[0].offset, count: width * inner) : -1,
        buffers: terms.map { (buffer($0.left), buffer($0.right!)) })
    case .jacobian(let terms, let residual):
      add(
        PINN_JACOBIAN, rows: graph.width(terms[0].left), inner: terms[0].right.map(graph.width) ?? 1,
        parameter: terms[0].offset, target: residual,
        buffers: terms.map { (buffer($0.left), $0.right.map { buffer($0) }) })
    case .sum(let id, let index): add(PINN_ACCUMULATE, rows: 1, target: index, buffers: [(buffer(id), nil)])
    case .store(let id, let column): add(PINN_STORE, rows: 1, target: column, buffers: [(buffer(id), nil)])
    }
  }

  /// The first lane-wise sum of the parameters from an offset, made on first use.
  private mutating func laneWiseSums(_ offset: Int, count: Int) -> Int {
    if let known = laneWise[offset..<offset + count] { return known }
    let start = schedule.requests.sums.count + gradientIndex.count
    laneWise[offset..<offset + count] = start
    gradientIndex += (offset..<offset + count).map(Int64.init)
    return start
  }

  private mutating func write(_ run: ElementwiseRun, width: Int) {
    let firstOperand = operands.count
    var index: [RunOperand: Int32] = [:]
    func describe(_ operand: RunOperand) -> pinn_operand {
      switch operand {
      case .slot(let slot):
        return pinn_operand(
          offset: Int64(scratch + slot * run.chunk * lanes), panel_stride: 0, row_stride: 0)
      case .stored(let id):
        let at = buffer(id)
        return pinn_operand(
          offset: at.offset, panel_stride: at.panel_stride, row_stride: Int64(graph.width(id) == width ? lanes : 0))
      }
    }
    var described: [pinn_operand] = []
    func number(_ operand: RunOperand) -> Int32 {
      if let known = index[operand] { return known }
      described.append(describe(operand))
      index[operand] = Int32(described.count - 1)
      return Int32(described.count - 1)
    }
    let first = micros.count
    for operation in run.operations {
      let inputs = operation.operands.map(number)
      micros.append(
        pinn_micro(
          operation: Int32(bitPattern: operation.operation.rawValue), dst: number(operation.destination),
          a: inputs.first ?? 0, b: inputs.count > 1 ? inputs[1] : 0, c: inputs.count > 2 ? inputs[2] : 0,
          d: inputs.count > 3 ? inputs[3] : 0,
          length: Int32(operation.coefficients.isEmpty ? operation.parameter.step : operation.coefficients.count),
          pool: Int64(operation.coefficients.isEmpty ? operation.parameter.offset : pool.count), k: operation.constant))
      pool += operation.coefficients
    }
    operands += described
    instructions.append(
      pinn_instruction(
        kind: Int32(bitPattern: PINN_ELEMENTWISE.rawValue), rows: Int32(width), inner: 1, parameter: 0, row_stride: 0,
        column_stride: 0, bias: -1, first: Int32(first), count: Int32(run.operations.count), biased: 0,
        first_operand: Int32(firstOperand), operands: Int32(described.count), chunk: Int32(run.chunk),
        target: 0))
  }
}
