// The coefficients of a problem, read off its laws: whatever is to be trained stands in some formula.

extension Condition {
  /// The law with unknowns that stand for themselves, over a region with these axes: to print it, and to see what it reads.
  package func symbolicLaw(over axes: [Axis]) -> [(name: String, residual: Expr)] {
    var nodes: [State<Unknown>] = []
    if case .nodes(let points) = place { nodes = Array(repeating: .symbolic, count: points.count) }
    return law(.init(here: .symbolic, partner: .symbolic, normalAxes: axes, nodes: nodes))
  }
}

extension Problem {
  static func coefficients(
    _ equation: E, _ conditions: [Condition<E.Unknown>], _ enforcement: Enforcement<E.Unknown>,
    on region: any Region, _ transform: @Sendable (State<E.Unknown>) -> [E.Unknown: Expr]
  ) -> [(name: String, coefficient: Coefficient)] {
    var formulas = conditions.flatMap { $0.symbolicLaw(over: region.axes).map(\.residual) }
    if let state = try? state([:], enforcement, transform) { formulas += E.Unknown.allCases.map { state[$0] } }
    var coefficients = equation.coefficients
    var known = Set(coefficients.compactMap(\.coefficient.trainable))
    for trainable in formulas.flatMap(\.trainables) where known.insert(trainable).inserted {
      coefficients.append((trainable.name, Coefficient(trainable)))
    }
    return coefficients
  }

  /// The numbers to be found, each once, in the order of `coefficients`.
  package var trainables: [Trainable] {
    var known: Set<Trainable> = []
    return coefficients.compactMap(\.coefficient.trainable).filter { known.insert($0).inserted }
  }

  /// Throws `ProblemError` for numbers to be found that start where they can't, and for two of one name.
  func checkTrainables() throws {
    for (name, coefficient) in coefficients { try coefficient.trainable?.check(name) }
    let all = trainables
    for (i, trainable) in all.enumerated() {
      guard let other = all[..<i].first(where: { $0.name == trainable.name }) else { continue }
      throw ProblemError(
        "two numbers to be found are called '\(trainable.name)', one that starts from \(other.initial) and one from "
          + "\(trainable.initial); use one coefficient in both places, or give one of them another name")
    }
  }
}
