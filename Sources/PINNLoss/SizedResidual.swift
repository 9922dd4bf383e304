// A residual as a sum of terms whose sizes can be asked for, given those of the unknowns.

import Foundation
import PINNCore

/// The largest magnitude among numbers, of those that are finite.
func largest(_ values: some Sequence<Double>) -> Double {
  values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
}

/// A residual as a sum of terms, to be evaluated for sizes of the unknowns.
struct SizedResidual {
  /// The unknowns it reads.
  let unknowns: [Int]
  /// The terms that read unknowns.
  let unknownTerms: [Int]
  private let terms: [Set<Int>]
  /// Whether a term has a derivative.
  private let isDerived: [Bool]
  /// The unknown's own term, where the residual is `u - known terms`.
  private let own: Int?
  /// Whether all nodes of a quadrature add up.
  private let addsUp: Bool
  /// The columns of the program's table: each term with derivatives of waves and of lines.
  private let columns: Range<Int>
  private let executor: Executor<Double>
  private let trainables: [Double]
  private let unknownCount: Int

  /// The terms that differentiate an unknown, or those that read one if there are none.
  var leadingTerms: [Int] {
    let derived = unknownTerms.filter { isDerived[$0] }
    return derived.isEmpty ? unknownTerms : derived
  }

  /// The terms that don't read an unknown, with or without those that read none.
  func terms(without unknown: Int, known: Bool = true) -> [Int] {
    terms.indices.filter { !terms[$0].contains(unknown) && (known || !terms[$0].isEmpty) }
  }

  /// The residuals of condition number `c`.
  static func all<E: Equation>(of c: Int, _ problem: Problem<E>) throws -> [SizedResidual] {
    let condition = problem.conditions[c]
    let isGiven = if case .points = condition.place { true } else { false }
    let count = min(condition.points, isGiven ? 2_000 : 200)
    let points = try problem.collocationPoints(of: c, count: count, Sampling(), seed: 0)
    let axes = problem.region.axes
    let scope = ParameterScope(trainables: problem.trainables)
    let constants = E.Unknown.allCases.enumerated().map { j, unknown in
      let size = Trainable("size of unknown \(j)", initial: 1)
      _ = scope.block(size.name, rows: 1, .constant(1))
      return size.expression
    }
    var numbers: [String: Int] = [:]
    let places = (0..<points.sides).map { side in
      let names = E.Unknown.allCases.enumerated().map { j, unknown in
        let name = "\(unknown.rawValue) at place \(side)"
        numbers[name] = j
        return (unknown, Expr.symbol(name))
      }
      return State<E.Unknown>(Dictionary(uniqueKeysWithValues: names), side: side)
    }
    let law = condition.law(
      .init(
        here: places[0], partner: places[points.sides - 1], normalAxes: points.normalAxes(among: axes), nodes: places))
    let extents = zip(axes, problem.region.bounds).map { (axis: $0, length: $1.upperBound - $1.lowerBound) }
    func constant(_ term: Expr) -> Expr {
      term.rewritten { original, rebuilt in
        guard case .symbol(let name) = original.node.kind, let j = numbers[name] else { return rebuilt }
        return constants[j]
      }
    }
    let summands = law.map(\.residual.summands)
    let values: [Expr] = summands.flatMap { terms in
      terms.flatMap { term in
        [true, false].map { waves in
          let lengths = extents.map { axis, length in
            (axis: axis, length: waves ? length / .pi : rounded(axis == .t ? length : 0.5 * length))
          }
          return constant(TermSizes.withoutDerivatives(term, lengths))
        }
      }
    }
    let data = values.reduce(into: Set<Column>()) { $0.formUnion($1.dependencies.data) }.sorted()
    let program = try Program<Double>(
      values: values, sums: [], gradient: false, rows: [], axes: axes, sides: points.sides, data: data,
      layout: scope.layout)
    let executor = Executor([try program.bind(points.table, data: points.data)], threads: 1)
    var start = 0
    return summands.map { terms in
      defer { start += 2 * terms.count }
      func read(_ term: Expr) -> Set<Int> {
        Set(
          term.subexpressions.compactMap { part in
            if case .symbol(let name) = part.node.kind { numbers[name] } else { nil }
          })
      }
      let unknowns = terms.map(read)
      let withUnknowns = unknowns.indices.filter { !unknowns[$0].isEmpty }
      var own: Int?
      if withUnknowns.count == 1, case .symbol(let name) = terms[withUnknowns[0]].node.kind { own = numbers[name] }
      return SizedResidual(
        unknowns: unknowns.reduce(into: Set()) { $0.formUnion($1) }.sorted(), unknownTerms: withUnknowns,
        terms: unknowns,
        isDerived: terms.map { term in
          term.subexpressions.contains { if case .derivative = $0.node.kind { true } else { false } }
        }, own: points.sides == 1 ? own : nil, addsUp: points.sides > 2, columns: start..<start + 2 * terms.count,
        executor: executor, trainables: problem.trainables.map(\.initialParameter), unknownCount: constants.count)
    }
  }

  /// The values [N] of some terms.
  private func values(_ sizes: [Double], waves: Bool, among terms: [Int]) -> [[Double]] {
    let table = executor.values(parameters: trainables + sizes)
    return terms.map { table.column(columns.lowerBound + 2 * $0 + (waves ? 0 : 1)) }
  }

  /// The size of some terms.
  func size(_ sizes: [Double], waves: Bool, among terms: [Int]) -> Double {
    let all = values(sizes, waves: waves, among: terms).map(largest)
    return addsUp ? all.reduce(0, +) : all.max() ?? 0
  }

  /// The size of the terms without unknowns: of an equation's source its root mean square, since peaks of it move an unknown little.
  func known(isEquation: Bool) -> Double {
    let indices = terms.indices.filter { terms[$0].isEmpty }
    guard isEquation else { return size(ones, waves: true, among: indices) }
    let columns = values(ones, waves: true, among: indices)
    guard let rows = columns.first?.count, rows > 0 else { return 0 }
    let squares = (0..<rows).map { i in columns.reduce(0) { $0 + $1[i] } }.filter(\.isFinite).map { $0 * $0 }
    return (squares.reduce(0, +) / Double(rows)).squareRoot()
  }

  private var ones: [Double] { Array(repeating: 1, count: unknownCount) }

  /// The values g of a residual u - g.
  var givenValues: [Double]? {
    guard own != nil else { return nil }
    let known = terms.indices.filter { terms[$0].isEmpty }
    let columns = values(ones, waves: true, among: known)
    let sign = values(ones, waves: true, among: unknownTerms)[0].first ?? 1
    guard let rows = columns.first?.count else { return nil }
    return (0..<rows).map { i in -columns.reduce(0) { $0 + $1[i] } / sign }.filter(\.isFinite)
  }

  /// The size of an unknown, a power of two, for which its terms are as large as `target`; 0 if there is none.
  func balance(of unknown: Int, _ sizes: [Double], with target: Double) -> Double {
    let mine = terms.indices.filter {
      terms[$0].contains(unknown) && terms[$0].allSatisfy { $0 == unknown || sizes[$0] > 0 }
    }
    guard !mine.isEmpty, target > 0, target.isFinite else { return 0 }
    func size(_ exponent: Int) -> Double {
      var sizes = sizes
      sizes[unknown] = Double(sign: .plus, exponent: exponent, significand: 1)
      return self.size(sizes, waves: true, among: mine)
    }
    var (low, high) = (-200, 200)
    let enough = target / 2.0.squareRoot()
    guard size(low) < enough, size(high) >= enough else { return 0 }
    while high - low > 1 {
      let middle = (low + high) / 2
      if size(middle) >= enough { high = middle } else { low = middle }
    }
    return Double(sign: .plus, exponent: high, significand: 1)
  }

  /// The sum of the terms without derivatives, in the mean, where the unknown has a value everywhere; nil without any, or if it isn't
  /// finite.
  func reaction(_ unknown: Int, _ value: Double) -> Double? {
    let plain = terms.indices.filter { !isDerived[$0] }
    guard plain.contains(where: { !terms[$0].isEmpty }) else { return nil }
    var sizes = ones
    sizes[unknown] = value
    let columns = values(sizes, waves: true, among: plain)
    let rows = columns[0].count
    let mean = columns.reduce(0) { $0 + $1.reduce(0, +) } / Double(rows)
    let size = columns.map(largest).max() ?? 0
    return mean.isFinite ? (abs(mean) > 1e-12 * size ? mean : 0) : nil
  }
}

extension ParameterScope {
  /// A scope that has the blocks of numbers to be found.
  convenience init(trainables: [Trainable]) {
    self.init()
    for trainable in trainables { _ = block(trainable.name, rows: 1, .constant(trainable.initialParameter)) }
  }
}
