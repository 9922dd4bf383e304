// What every plug-in's entry must do beyond its arguments: equations print their formula and are solved by what they say solves
// them; what others make of examples keeps the promises of its kind.

import PINNCore
import PINNGeometry

/// Checks the entry of an equation, and with it the equation:
///
/// - Arguments are as `checkArguments` demands.
/// - Made of an example of each argument, the equation prints the entry's formula, in which each argument's symbol stands.
/// - There are cases, of the equation's type, and each passes `checkEquation`.
///
/// Throws `CheckFailure` with the first finding.
public func checkEntry(_ entry: EquationEntry) throws {
  func fail(_ finding: String) -> CheckFailure { CheckFailure("the entry '\(entry.name)'", finding) }
  try checkArguments(of: entry) { try $0.validate() }
  let example = try entry.make(ExampleArguments())
  guard example.formula == entry.formula else {
    throw fail("says that the equation is\n\(entry.formula)\nbut it prints\n\(example.formula)")
  }
  for symbol in entry.arguments.compactMap(\.argument.symbol) where !example.formula.contains(symbol) {
    throw fail("says that '\(symbol)' stands in the formula, which is\n\(example.formula)")
  }

  let cases: [any EquationCase]
  do { cases = try entry.cases() } catch { throw fail("has a case that can't be made: \(error)") }
  guard !cases.isEmpty else { throw fail("has no case to be checked against") }
  for solved in cases {
    func check<Case: EquationCase>(_ solved: Case) throws {
      guard Case.Law.self == type(of: example) else { throw fail("has a case of \(Case.Law.self)") }
      let sides = solved.ranges.sorted { $0.key < $1.key }.map { (axis: $0.key, range: $0.value) }
      try checkEquation(solved.solved, on: Box(sides), tolerance: solved.tolerance)
    }
    try check(solved)
  }
}

/// Checks the entry of a sampler by `checkArguments`, and what it makes by `checkSampler`.
public func checkEntry(_ entry: SamplerEntry, isRandom: Bool = true) throws {
  try checkArguments(of: entry) { sampler in
    var rng = RandomStream(seed: 1, for: StreamKey(.checks, of: "sampler"))
    _ = try sampler.unitPoints(8, dimension: 2, using: &rng)
  }
  try checkSampler(try entry.make(ExampleArguments()), isRandom: isRandom)
}

/// Checks the entry of an adaptive sampler by `checkArguments`, and what it makes by `checkAdaptiveSampler`.
public func checkEntry(_ entry: AdaptiveSamplerEntry) throws {
  try checkArguments(of: entry, ranges: .inside) { _ in }
  try checkAdaptiveSampler(try entry.make(ExampleArguments()))
}

/// Checks the entry of a network by `checkArguments`, and what it makes by `checkNetwork`, which is quick for small `examples`.
public func checkEntry(_ entry: NetworkEntry, examples: [String: any Sendable] = [:]) throws {
  try checkArguments(of: entry, examples: examples) { try $0.validate() }
  try checkNetwork(try entry.make(ExampleArguments(values: examples)))
}

/// Checks the entry of a shape by `checkArguments`, and what it makes by `checkRegion`; what has no bounds, cut by a box.
public func checkEntry(
  _ entry: RegionEntry, examples: [String: any Sendable] = [:], others: [String: any Sendable] = [:]
) throws {
  try checkArguments(of: entry, examples: examples, others: others, ranges: .outside) { _ in }
  let region = try entry.make(ExampleArguments(values: examples))
  guard !region.measure.isFinite else { return try checkRegion(region) }
  try checkRegion(region.intersection(Box(region.axes.map { ($0, -0.5...1) })))
}

/// Checks the entry of a rule that balances a loss by `checkArguments`, and what it makes by `checkLossWeighting`.
public func checkEntry(_ entry: WeightingEntry) throws {
  try checkArguments(of: entry) { try $0.validate(axes: [.x, .t]) }
  try checkLossWeighting(try entry.make(ExampleArguments()))
}
