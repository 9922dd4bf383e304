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
  /// Whether it is `u - known terms`, for one unknown itself.
  private let isAlone: Bool
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
    let unknowns = Array(E.Unknown.allCases)
    let constants = unknowns.map { unknown in
      let size = Trainable("size of \(unknown.rawValue)", initial: 1)
      _ = scope.block(size.name, rows: 1, .constant(1))
      return (unknown, size.expression)
    }
    let sizes = Dictionary(uniqueKeysWithValues: constants)
    let law = SymbolicLaw(condition, sides: points.sides, normalAxes: points.normalAxes(among: axes))
    let extents = zip(axes, problem.region.bounds).map { (axis: $0, length: $1.upperBound - $1.lowerBound) }
    let waves = extents.map { (axis: $0, length: $1 / .pi) }
    let lines = extents.map { (axis: $0, length: rounded($0 == .t ? $1 : 0.5 * $1)) }
    let summands = law.residuals.map(\.residual.summands)
    let values: [Expr] = summands.joined().flatMap { term in
      [waves, lines].map { extents in
        law.replacing(in: TermSizes.withoutDerivatives(term, extents)) { sizes[$1] ?? 1 }
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
      let read = terms.map { term in Set(unknowns.indices.filter { law.unknowns(in: term).contains(unknowns[$0]) }) }
      let withUnknowns = read.indices.filter { !read[$0].isEmpty }
      let isAlone = withUnknowns.count == 1 && points.sides == 1 && law.unknown(terms[withUnknowns[0]]) != nil
      return SizedResidual(
        unknowns: read.reduce(into: Set()) { $0.formUnion($1) }.sorted(), unknownTerms: withUnknowns,
        terms: read,
        isDerived: terms.map { term in
          term.subexpressions.contains { if case .derivative = $0.node.kind { true } else { false } }
        }, isAlone: isAlone, addsUp: points.sides > 2, columns: start..<start + 2 * terms.count,
        executor: executor, trainables: problem.trainables.map(\.initialParameter), unknownCount: unknowns.count)
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
    guard isAlone else { return nil }
    let known = terms.indices.filter { terms[$0].isEmpty }
    let columns = values(ones, waves: true, among: known)
    guard let rows = columns.first?.count else { return nil }
    return (0..<rows).map { i in -columns.reduce(0) { $0 + $1[i] } }.filter(\.isFinite)
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

  /// Whether a term without derivatives reads an unknown.
  func reacts(to unknown: Int) -> Bool { terms.indices.contains { !isDerived[$0] && terms[$0].contains(unknown) } }

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
