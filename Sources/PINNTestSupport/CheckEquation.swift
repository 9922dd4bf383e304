// What every equation must do: print its formula, vanish on a solution that somebody else has found, and notice when
// any one of its signs is turned. An equation that passes can't have a term that nothing has tested.

import PINNCore

/// Checks an equation against an exact solution in closed form, at points of a region; see
/// `checkEquation(_:on:tolerance:)`.
public func checkEquation<E: Equation>(
  _ equation: E, solvedBy solution: ReferenceSolution<E.Unknown>, on region: some Region, tolerance: Double = 1e-11
) throws {
  try checkEquation([equation: solution], on: region, tolerance: tolerance)
}

/// Checks an equation, with one or several choices of its coefficients, against exact solutions in closed form, at
/// points of a region. Take general coefficients, neither 0 nor 1, so that a forgotten factor shows.
///
/// - It accepts its coefficients, and they are finite.
/// - Its residuals have names of their own, compile, and read every unknown; its `axes` are those that they read.
/// - Every coefficient is printed by name in its formula.
/// - Each residual vanishes up to `tolerance` times its largest term, and is the same by nested reverse mode.
/// - Each term counts: turn the sign of any one summand, inside of products and derivatives too, and the residual grows
///   to at least a thousandth of its largest term, on one solution at least. So does each coefficient when it changes.
///
/// Throws `CheckFailure` with the first finding.
public func checkEquation<E: Equation>(
  _ cases: KeyValuePairs<E, ReferenceSolution<E.Unknown>>, on region: some Region, tolerance: Double = 1e-11
) throws {
  guard !cases.isEmpty else { throw CheckFailure("\(E.self)", "there is no solution to check it against") }
  var shares: [Variation: Double] = [:]
  for (equation, solution) in cases {
    try checkForm(of: equation, on: region)
    let found = try measure(equation, solution, on: region, tolerance: tolerance)
    shares.merge(found, uniquingKeysWith: max)
  }
  let list = cases.map(\.value.name).joined(separator: ", ")
  for (variation, share) in shares.sorted(by: { $0.key.description < $1.key.description }) where !(share >= 1e-3) {
    throw CheckFailure(
      "\(E.self)",
      "\(list) would not notice a mistake in \(variation), which counts for only \(share) of the largest term; check it "
        + "against another solution too")
  }
}

/// Something that a solution must notice when it changes.
private struct Variation: Hashable, CustomStringConvertible {
  let what: String
  let residual: String
  var description: String { "\(what) of residual '\(residual)'" }
}

// MARK: - What can be seen without a solution

private func checkForm<E: Equation>(of equation: E, on region: some Region) throws {
  func fail(_ finding: String) -> CheckFailure { CheckFailure("\(E.self)", finding) }
  do { try equation.validate() } catch { throw fail("it refuses its coefficients: \(error)") }
  for (name, coefficient) in equation.coefficients where !coefficient.value.isFinite {
    throw fail("it accepts \(coefficient.value) for the coefficient '\(name)'")
  }
  let residuals = equation.residuals(.symbolic)
  guard !residuals.isEmpty else { throw fail("it has no residuals") }
  for (i, name) in residuals.map(\.key).enumerated() where residuals.prefix(i).contains(where: { $0.key == name }) {
    throw fail("two residuals are called '\(name)'")
  }
  let parts = residuals.flatMap(\.value.subexpressions)
  for case .invalid(let reason) in parts.map(\.node.kind) { throw fail("it makes no sense: \(reason)") }

  if let missing = equation.axes.first(where: { !region.axes.contains($0) }) {
    throw fail("\(region) has no axis \(missing)")
  }

  for unknown in E.Unknown.allCases where !parts.contains(where: { $0.isSymbol(unknown.rawValue) }) {
    throw fail("no residual reads the unknown '\(unknown.rawValue)'")
  }
  let symbols = Set(parts.compactMap(\.constantSymbol)).subtracting(["pi"])
  guard symbols.count >= equation.coefficients.count else {
    throw fail(
      "it has the coefficients \(equation.coefficients.map(\.name)), but its formula shows only \(symbols.sorted()): "
        + "is one forgotten, or has it no name of its own ('.named')?")
  }
}

// MARK: - What a solution shows

/// For each term and each named constant of each residual: the largest change of the residual when the term's sign is
/// turned (halved, so the term's own size where it is a summand of the whole), or the constant changed (per relative
/// change), as a share of the residual's largest term.
private func measure<E: Equation>(
  _ equation: E, _ solution: ReferenceSolution<E.Unknown>, on region: some Region, tolerance: Double
) throws -> [Variation: Double] {
  func fail(_ finding: String) -> CheckFailure { CheckFailure("\(E.self)", "on \(solution.name), \(finding)") }
  for unknown in E.Unknown.allCases where solution.closedForm[unknown] == nil {
    throw fail("there is no closed form of the unknown '\(unknown.rawValue)'")
  }
  let fields = Dictionary(uniqueKeysWithValues: solution.closedForm.map { ($0.key.rawValue, $0.value) })
  var rng = RandomStream(seed: 1, for: StreamKey(.checks, of: "equation"))
  let points = Tensor(
    rows: (0..<64).map { _ in region.point(at: (0..<region.dimension).map { _ in rng.uniform() }) })

  var shares: [Variation: Double] = [:]
  for (name, residual) in equation.residuals(.symbolic) {
    let terms = residual.signVariants
    let constants = residual.constantVariants
    let expressions = [residual, residual.inNestedReverseMode] + terms.map(\.variant) + constants.map(\.variant)
    func columns(_ fields: [String: Expr]) throws -> Columns {
      do {
        return Columns(
          try Program<Double>(values: expressions.map { $0.replacing(symbols: fields) }, axes: region.axes)
            .values(at: points))
      } catch { throw fail("residual '\(name)' can't be computed: \(error)") }
    }
    let (known, probe) = (try columns(fields), try columns(probe(E.Unknown.self, over: region.axes)))
    let sizes = terms.indices.map { known.largestChange(2 + $0) / 2 }
    let scale = sizes.filter(\.isFinite).max() ?? 1
    for (i, value) in known.residual.enumerated() where !(abs(value) <= tolerance * scale) {
      throw fail(
        "residual '\(name)' is \(value) at \(region.axes) = \(Array(points.row(i))), its largest term \(scale)")
    }
    guard known.largestChange(1) <= tolerance * scale else {
      throw fail("residual '\(name)' differs by \(known.largestChange(1)) between Taylor mode and nested reverse mode")
    }
    func note(_ what: String, _ column: Int, _ size: Double) {
      // What no field would show is no mistake, such as the sign of x^2 in (x^2 + y^2)_y.
      guard probe.largestChange(column) != 0 else { return }
      shares[Variation(what: what, residual: name), default: 0].formMaximum(size / scale)
    }
    for (i, term) in terms.enumerated() { note("the sign of '\(term.term)'", 2 + i, sizes[i]) }
    for (i, constant) in constants.enumerated() {
      let column = 2 + terms.count + i
      note("the coefficient '\(constant.symbol)'", column, known.largestChange(column) / relativeChange)
    }
  }
  return shares
}

/// Fields that solve nothing in particular, different from each other and above 0.
private func probe<Unknown: UnknownName>(_: Unknown.Type, over axes: [Axis]) -> [String: Expr] {
  let fields = Unknown.allCases.enumerated().map { k, unknown in
    let phase = axes.enumerated().reduce(Expr(Double(k))) {
      $0 + (0.7 + 0.3 * Double($1.offset)) * .coordinate($1.element)
    }
    return (unknown.rawValue, 2 + sin(phase))
  }
  return Dictionary(uniqueKeysWithValues: fields)
}

/// A residual (column 0) and its variants at points.
private struct Columns {
  let values: Tensor<Double>
  init(_ values: Tensor<Double>) { self.values = values }

  var residual: [Double] { values.column(0) }

  /// The largest difference of a column from the residual; infinity where there is one that is not a number.
  func largestChange(_ column: Int) -> Double {
    zip(values.column(column), residual).map { abs($0 - $1) }.reduce(0) { max($0, $1.isNaN ? .infinity : $1) }
  }
}

/// The part of itself (of 1, for zero) by which a constant is changed.
private let relativeChange = 1e-3

extension Double {
  fileprivate mutating func formMaximum(_ other: Double) { self = max(self, other) }
}

// MARK: - Variants of a formula

extension Expr {
  fileprivate func isSymbol(_ name: String) -> Bool {
    if case .symbol(name) = node.kind { true } else { false }
  }

  fileprivate var constantSymbol: String? {
    if case .constant(_, let symbol) = node.kind { symbol } else { nil }
  }

  fileprivate func replacing(symbols: [String: Expr]) -> Expr {
    rewritten { _, rebuilt in
      if case .symbol(let name) = rebuilt.node.kind { symbols[name] ?? rebuilt } else { rebuilt }
    }
  }

  fileprivate var inNestedReverseMode: Expr {
    rewritten { _, rebuilt in
      guard case .derivative(let u, let axes, _) = rebuilt.node.kind else { return rebuilt }
      return diff(Expr(u), axes, mode: .nestedReverse)
    }
  }

  /// The summands of all its sums, however deep inside, and the expression with the sign of that summand turned. (A sum
  /// that is a first operand needs no turning as a whole: that is turning the second, up to the sign of all.)
  fileprivate var signVariants: [(term: Expr, variant: Expr)] {
    subexpressions.flatMap { part -> [(term: Expr, variant: Expr)] in
      let operands: [Node]
      switch part.node.kind {
      case .add(let a, let b), .subtract(let a, let b): operands = [a, b]
      default: return []
      }
      return operands.enumerated().filter { $0.offset == 1 || !$0.element.isSum }.map { place, operand in
        let variant = rewritten { original, rebuilt in
          original.node === part.node ? rebuilt.turningSign(ofOperand: place) : rebuilt
        }
        return (Expr(operand), variant)
      }
    }
  }

  /// Its named constants, and the expression with that constant changed.
  fileprivate var constantVariants: [(symbol: String, variant: Expr)] {
    Set(subexpressions.compactMap(\.constantSymbol)).subtracting(["pi"]).sorted().map { symbol in
      let variant = rewritten { _, rebuilt in
        guard case .constant(let value, symbol) = rebuilt.node.kind else { return rebuilt }
        return .constant(value == 0 ? relativeChange : value * (1 + relativeChange), symbol: symbol)
      }
      return (symbol, variant)
    }
  }

  /// For a sum or difference: the same with the sign of its first (0) or second (1) operand turned.
  private func turningSign(ofOperand place: Int) -> Expr {
    switch node.kind {
    case .add(let a, let b): place == 0 ? Expr(b) - Expr(a) : Expr(a) - Expr(b)
    case .subtract(let a, let b): place == 0 ? -Expr(a) - Expr(b) : Expr(a) + Expr(b)
    default: self
    }
  }
}

extension Expr.Node {
  fileprivate var isSum: Bool {
    switch kind {
    case .add, .subtract: true
    default: false
    }
  }
}
