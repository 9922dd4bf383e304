// Several expressions with everything that they are evaluated at, and what the oracle says about them.

import PINNAutodiff
import PINNTensor

struct Batch {
  /// How many points are different; a program's further points repeat them.
  static let distinct = 3
  /// What a size may be: beyond, hardly a digit of `Float` would be left to compare.
  static let greatestSize = 2e4

  let seed: UInt64
  let layout: ParameterLayout
  let points: [[Double]]
  let data: [Column: [Double]]
  let parameters: [Double]
  let direction: [Double]
  /// Directions in parameter space along which gradients and rows of Jacobians are compared.
  let tangents: [[Double]]
  /// The expressions that can be compared.
  private(set) var expressions: [Expr] = []
  /// For each of them: values [point], and derivatives [tangent][point].
  private(set) var values: [[Sized]] = []
  private(set) var slopes: [[[Sized]]] = []
  /// How many expressions were drawn.
  let drawn: Int
  let flaw: Oracle.Flaw?

  /// Draws `count` expressions. With `allParameters` there is a tangent for each parameter; otherwise one along all of them and
  /// one along some.
  init(seed: UInt64, count: Int, allParameters: Bool, flaw: Oracle.Flaw? = nil) {
    var source = RandomExpressions(seed: seed)
    let candidates = (0..<count).map { _ in source.next() }
    var rng = RandomStream(seed: seed, for: "points")
    self.seed = seed
    self.flaw = flaw
    drawn = count
    layout = source.scope.layout
    points = (0..<Self.distinct).map { _ in (0..<6).map { _ in 2.4 * rng.uniform() - 1.2 } }
    data = Dictionary(
      uniqueKeysWithValues: RandomExpressions.data.map { ($0, (0..<Self.distinct).map { _ in rng.normal() }) })
    parameters = layout.initialValues(seed: seed)
    let all = layout.count
    direction = (0..<all).map { _ in rng.normal() }
    if allParameters {
      tangents = (0..<all).map { p in (0..<all).map { $0 == p ? 1 : 0 } }
    } else {
      tangents = [2, 3].map { divisor in
        (0..<all).map { _ in
          let factor = 0.5 + rng.uniform()
          return divisor == 2 || rng.next() % 3 == 0 ? factor : 0
        }
      }
    }
    for candidate in candidates { append(candidate) }
  }

  /// The batch with one expression in place of its own.
  func alone(_ expression: Expr) -> Batch {
    var batch = self
    (batch.expressions, batch.values, batch.slopes) = ([], [], [])
    batch.append(expression)
    return batch
  }

  /// Asks the oracle about an expression and takes it in, if it is known well enough there.
  private mutating func append(_ expression: Expr) {
    guard expression.node.differentiated.order <= RandomExpressions.greatestOrder else { return }
    var (values, slopes): ([Sized], [[Sized]]) = ([], [])
    for (t, tangent) in tangents.enumerated() {
      let results = points.indices.map { i in
        Oracle.evaluate(expression, at: point(i, tangent), flaw: flaw)
      }
      if t == 0 { values = results.map(\.value) }
      slopes.append(results.map(\.slope))
    }
    guard (values + slopes.joined()).allSatisfy({ $0.value.isFinite && $0.size < Self.greatestSize }) else { return }
    expressions.append(expression)
    self.values.append(values)
    self.slopes.append(slopes)
  }

  private func point(_ i: Int, _ tangent: [Double]) -> Oracle.Point {
    let axes = RandomExpressions.axes
    return Oracle.Point(
      coordinates: [0, 1].map { side in
        Dictionary(uniqueKeysWithValues: axes.enumerated().map { ($1, points[i][side * axes.count + $0]) })
      },
      data: data.mapValues { $0[i] }, parameters: parameters, layout: layout, direction: direction, tangent: tangent)
  }

  /// The points, repeated up to `count`.
  func repeated(_ count: Int) -> (points: Tensor<Double>, data: [Column: [Double]]) {
    let order = (0..<count).map { $0 % Self.distinct }
    return (Tensor(rows: order.map { points[$0] }), data.mapValues { column in order.map { column[$0] } })
  }

  /// Whether the expression reads this parameter.
  static func parameters(of expression: Expr, in layout: ParameterLayout) -> Set<Int> {
    var found: Set<Int> = []
    for part in expression.subexpressions {
      switch part.node.kind {
      case .parameter(let block): found.formUnion(block.range)
      case .trainable(let trainable): found.formUnion(layout.block(named: trainable.name)!.range)
      case .affine(let weights, let bias, _):
        found.formUnion(weights.range)
        if let bias { found.formUnion(bias.range) }
      default: break
      }
    }
    return found
  }
}
