// Conditions on integrals, such as a given mass: a quadrature whose nodes are places of one residual, so that the
// integral of the network enters the loss as a whole.

extension Condition {
  /// The integral of `integrand` over `part` = value: residual `integral - value`.
  ///
  ///     try .integral("mass", over: Interval(0...1), by: TensorGrid(.gaussLegendre), nodes: 20, points: 30) { s in
  ///       s[.u]
  ///     } equals: { s in exp(-s[.t]) }
  ///
  /// - Parameters:
  ///   - part: over some or all of the problem's axes. If it lacks some, the condition holds at `points` points
  ///     of those, such as times.
  ///   - rule: chooses the nodes, once; its quadrature weights are used.
  ///   - nodes: how many. The network is evaluated at all of them in one residual: a few dozen are cheap.
  ///   - value: a formula over the axes that `part` lacks.
  /// - Throws: `ProblemError` for a part without a finite measure, and what the rule can't serve.
  public static func integral(
    _ name: String, over part: any Region, by rule: any Sampler, nodes: Int, points: Int = 1,
    weight: Double = defaultWeight, of integrand: @escaping @Sendable (State<Unknown>) -> Expr,
    equals value: @escaping @Sendable (State<Unknown>) -> Expr
  ) throws -> Condition {
    var rng = RandomStream(seed: 0, for: StreamKey(.quadratureNodes, of: name))
    let chosen = try rule.points(nodes, in: part, using: &rng)
    let share = part.measure / Double(nodes)
    let weights = (chosen.data[.quadratureWeight] ?? Array(repeating: 1, count: nodes)).map { share * $0 }
    return Condition(name: name, place: .nodes(chosen), points: points, weight: weight) { s in
      [(name, sum(zip(weights, s.nodes).map { $0 * integrand($1) }) - value(s.here))]
    }
  }

  /// In halves, so that the tree stays flat.
  private static func sum(_ terms: [Expr]) -> Expr {
    terms.count < 2
      ? terms.first ?? 0 : sum(Array(terms[..<(terms.count / 2)])) + sum(Array(terms[(terms.count / 2)...]))
  }
}
