// Programs: expressions compiled once and run many times. Compilation sees all outputs together: it expands derivatives into
// streams, takes adjoints, merges equal work, orders it and hands a flat list of instructions to the executor.

import CPINNKernels
import PINNTensor

/// Expressions compiled for `Float` or `Double`: values at points, sums over points, and the gradient of the sums.
///
///     let x = Expr.coordinate(.x)
///     let f = sin(2 * x)
///     let program = try Program<Double>(values: [f, f[.x], f[.x, .x]], axes: [.x])
///     let table = try program.values(at: Tensor(rows: [[0.0], [0.5]]))     // [2, 3]
public final class Program<Scalar: TensorScalar>: Sendable {
  /// What the compiler made of the expressions: a few words and counts to print.
  public let plan: Plan
  /// The number of `values`.
  public let valueCount: Int
  /// The number of `sums`.
  public let sumCount: Int
  /// The number of `rows`: residuals with a row of the Jacobian at each point.
  public let rowCount: Int
  /// For each of `rows`, the columns of the Jacobian that it doesn't depend on.
  let absentParameters: [[Int]]
  /// Columns of values that a run stores at each point: `values`, then the weighted residuals of `rows`.
  let columnCount: Int
  /// The parameters, as blocks of one flat vector.
  public let layout: ParameterLayout

  let assembly: Assembly
  let names: Namespace
  let hasGradient: Bool
  var weightCount: Int { sumCount + rowCount }

  /// Compiles scalar expressions. `values` are computed at each point; `sums` are summed over all points, and with `gradient`
  /// the gradient of sum_k weights[k] * sums[k] by all parameters of `layout` is there too. `rows` are residuals r_k: at each
  /// point weights[k] r_k, as values after `values`, and weights[k] dr_k/dtheta, as rows of a Jacobian. Weights are given at
  /// evaluation, first those of the sums, then those of the rows.
  ///
  /// - Parameters:
  ///   - axes: the coordinates of a point.
  ///   - sides: how many places a point has (2 in periodic and interface conditions); the columns of the points are the axes
  ///     at side 0, then at side 1.
  ///   - data: names of the columns given with each point.
  ///   - layout: the parameters that the expressions refer to.
  ///   - rowParameters: the parameters that `rows` are differentiated by, as ranges of whole blocks: a column of the Jacobian for each,
  ///     in their order. All of `layout` if nil.
  /// - Throws: `CompileError` for an axis, datum, parameter or unknown that isn't there, or an expression that makes no sense.
  public init(
    values: [Expr] = [], sums: [Expr] = [], gradient: Bool = false, rows: [Expr] = [], axes: [Axis], sides: Int = 1,
    data: [Column] = [], layout: ParameterLayout = ParameterLayout(), rowParameters: [Range<Int>]? = nil
  ) throws(CompileError) {
    precondition(
      Scalar.self == Float.self || Scalar.self == Double.self, "programs run in Float or Double, not \(Scalar.self)")
    self.layout = layout
    names = Namespace(axes: axes, sides: sides, data: data, layout: layout)
    valueCount = values.count
    sumCount = sums.count
    rowCount = rows.count
    hasGradient = gradient

    let names = names
    let derivedBy = rowParameters ?? [0..<layout.count]
    let compiled = try withDeepStack { () throws(CompileError) in
      try Self.compile(values: values, sums: sums, gradient: gradient, rows: rows, by: derivedBy, names)
    }
    (plan, assembly, absentParameters) = (compiled.plan, compiled.assembly, compiled.absentParameters)
    columnCount = values.count + rows.count
  }

  /// What compilation leaves.
  private struct Compiled: Sendable {
    let plan: Plan
    let assembly: Assembly
    let absentParameters: [[Int]]
  }

  private static func compile(
    values: [Expr], sums: [Expr], gradient: Bool, rows: [Expr], by rowParameters: [Range<Int>], _ names: Namespace
  ) throws(CompileError) -> Compiled {
    let (axes, layout) = (names.axes, names.layout)
    let graph = Graph()
    var lowering = Lowering(graph: graph, names: names)
    var symbolic = Requests()
    for expression in values { symbolic.values.append(try lowering.scalar(expression, role: "a value")) }
    for expression in sums { symbolic.sums.append(try lowering.scalar(expression, role: "a summand")) }
    var residuals: [NodeID] = []
    for expression in rows { residuals.append(try lowering.scalar(expression, role: "a residual")) }

    let direction = ParameterDirection(parameters: layout.count, offset: layout.count + sums.count + rows.count)
    let modes = graph.candidates
    let plans = modes.map { mode in
      let expansion = StreamExpansion(
        graph: graph, axes: axes.count, parameterDirection: direction, automatic: mode)
      let requests = requests(
        symbolic, residuals: residuals, by: rowParameters, expansion, graph, gradient: gradient, layout: layout)
      return (requests: requests, modes: expansion.modes, cost: Plan.cost(of: requests, in: graph))
    }
    let best = plans.indices.min { plans[$0].cost < plans[$1].cost }!
    let schedule = Schedule(graph: graph, requests: plans[best].requests)
    let absentParameters = schedule.requests.jacobian.map { terms in
      var absent = Set(0..<rowParameters.reduce(0) { $0 + $1.count })
      for term in terms {
        let size = graph.width(term.left) * (term.right.map(graph.width) ?? 1)
        absent.subtract(term.offset..<term.offset + size)
      }
      return absent.sorted()
    }
    let assembly = Assembly(
      schedule, coordinates: axes.count * names.sides, data: names.data.count, parameters: layout.count,
      scalarBytes: MemoryLayout<Scalar>.size)
    let others = zip(modes, plans.map(\.cost)).filter { $0.1 != plans[best].cost }
    let plan = Plan(
      schedule, modes: plans[best].modes, multiplications: plans[best].cost,
      alternatives: others.map { (mode: $0.0, multiplications: $0.1) })
    return Compiled(plan: plan, assembly: assembly, absentParameters: absentParameters)
  }

  /// Expands derivatives and takes the gradient's adjoint.
  private static func requests(
    _ symbolic: Requests, residuals: [NodeID], by rowParameters: [Range<Int>], _ expansion: StreamExpansion,
    _ graph: Graph, gradient: Bool, layout: ParameterLayout
  ) -> Requests {
    // The weights follow the parameters in memory, so that they may change without compiling again.
    func weight(_ k: Int) -> NodeID { graph.intern(.parameter(layout.count + k), [], width: 1) }
    var result = Requests()
    result.values = symbolic.values.map(expansion.value)
    let sums = symbolic.sums.map(expansion.value)
    let mask = graph.intern(.mask, [], width: 1)
    result.sums = sums.map { graph.multiply(mask, $0) }
    if gradient {
      let outputs = sums.enumerated().map { k, sum in (sum, graph.multiply(mask, weight(k))) }
      result.gradient = Adjoint(graph: graph, outputs: outputs, parameters: [0..<layout.count]).parameters
    }
    for (k, residual) in residuals.map(expansion.value).enumerated() {
      let scale = weight(sums.count + k)
      result.values.append(graph.multiply(scale, residual))
      result.jacobian.append(
        Adjoint(graph: graph, outputs: [(residual, scale)], parameters: rowParameters).parameters.map { term in
          ParameterTerm(offset: column(of: term.offset, among: rowParameters), left: term.left, right: term.right)
        })
    }
    return result
  }

  /// The column of the Jacobian for a parameter in one of the ranges.
  private static func column(of parameter: Int, among ranges: [Range<Int>]) -> Int {
    var first = 0
    for range in ranges {
      if range.contains(parameter) { return first + parameter - range.lowerBound }
      first += range.count
    }
    preconditionFailure("parameter \(parameter) is in none of \(ranges)")
  }

  /// Values [N, values.count] at points [N, axes.count * sides], with data columns of length N; `direction` is the direction
  /// in parameter space of derivatives by `.theta`.
  /// - Throws: `CompileError` for points, data or parameters of a wrong shape.
  public func values(
    at points: Tensor<Double>, data: [Column: [Double]] = [:], parameters: [Double] = [], direction: [Double]? = nil,
    threads: Int = 1
  ) throws(CompileError) -> Tensor<Double> {
    guard direction == nil || direction!.count == layout.count else {
      throw CompileError("a direction has \(layout.count) components, one for each parameter, not \(direction!.count)")
    }
    guard parameters.count == layout.count else {
      throw CompileError("the program has \(layout.count) parameters, not \(parameters.count)")
    }
    let bound = try bind(points, data: data)
    return Executor([bound], threads: threads).values(parameters: parameters, direction: direction)
  }

  /// A program with its points, converted once and evaluated at every step.
  public final class Bound: @unchecked Sendable {
    /// The program.
    public let program: Program
    /// The number of points.
    public let count: Int
    let points: [Scalar]
    private(set) var data: [Scalar]

    /// Gives the points other values of a datum, one for each point. Not while the program is being evaluated.
    public func set(_ name: Column, to values: UnsafeBufferPointer<Double>) {
      let names = program.names.data
      guard let column = names.firstIndex(of: name), values.count == count else {
        preconditionFailure(
          "the program has the data \(names) at \(count) points, not \(values.count) values of '\(name)'")
      }
      Scalar.convert(values, to: &data, from: column, stride: names.count)
    }

    init(program: Program, count: Int, points: [Scalar], data: [Scalar]) {
      self.program = program
      self.count = count
      self.points = points
      self.data = data
    }
  }

  /// Binds points [N, axes.count * sides], N > 0, and data columns of length N.
  /// - Throws: `CompileError` for points or data of a wrong shape.
  public func bind(_ points: Tensor<Double>, data: [Column: [Double]] = [:]) throws(CompileError) -> Bound {
    let columns = names.axes.count * names.sides
    guard points.rank == 2, points.rowLength == columns, points.count > 0 else {
      throw CompileError("points must have shape [N, \(columns)] with N > 0, not \(points.shape)")
    }
    var matrix = [Double](repeating: 0, count: points.count * names.data.count)
    for (j, name) in names.data.enumerated() {
      guard let column = data[name] else {
        throw CompileError(
          "the datum '\(name)' must be given with the points: given are \(list(data.keys.sorted().map(\.description)))")
      }
      guard column.count == points.count else {
        throw CompileError("the datum '\(name)' has \(column.count) values for \(points.count) points")
      }
      for (i, value) in column.enumerated() { matrix[i * names.data.count + j] = value }
    }
    return Bound(
      program: self, count: points.count, points: Scalar.converted(points.elements), data: Scalar.converted(matrix))
  }
}
