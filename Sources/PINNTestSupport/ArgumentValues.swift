// Values to try a plug-in with, for each kind of argument.

import PINNCore

extension AskedArgument {
  /// The numbers of the example, if the range is about them.
  var numbers: [Double] {
    switch kind {
    case .number, .coefficient, .coefficientsByAxis: [example as? Double ?? .nan]
    case .wholeNumber: [Double(example as? Int ?? -1)]
    case .numbers: example as? [Double] ?? [.nan]
    default: []
    }
  }

  /// Numbers near the ends of the range, with whether they lie in it.
  var places: [(value: any Sendable, isInside: Bool)] {
    let (range, step) = (argument.range, 1e-3)
    switch kind {
    case .number, .coefficient, .coefficientsByAxis:
      let values = [
        range.lower.map { [$0.value, $0.value - step, $0.value + step] } ?? [-1 / step],
        range.upper.map { [$0.value, $0.value - step, $0.value + step] } ?? [1 / step], [.nan, .infinity],
      ].joined()
      return values.map { ($0, range.contains($0)) }
    case .wholeNumber:
      // Whoever answers gives no negative ones.
      let values = (range.lower.map { [$0.value - 1, $0.value] } ?? []) + [range.upper?.value ?? 1 / step]
      return values.filter { $0 >= 0 }.map { (Int($0), range.contains($0)) }
    default: return []
    }
  }

  /// Values other than the example, one of which must make a difference.
  var others: [any Sendable] {
    switch kind {
    case .number, .coefficient, .coefficientsByAxis:
      numbers.flatMap { [2 * $0 + 1, 0.5 * $0, $0 + 0.25, $0 - 0.25] }.filter(argument.range.contains)
    case .wholeNumber: [7, 3].filter { argument.range.contains(Double($0)) }
    case .numbers:
      [numbers.dropLast() + [(numbers.last ?? 0) + 0.5]] as [[Double]]
    case .points: [[[0, 0], [2, 0], [0, 1]] as [[Double]]]
    case .rings: [[[[0.1, 0.1], [0.3, 0.1], [0.1, 0.3]]] as [[[Double]]]]
    case .flag: [!(example as? Bool ?? false)]
    case .text: ["another"]
    case .choice(let words): words.filter { $0 != example as? String }
    case .axis: [Axis.t]
    case .dimension: [2]
    case .network: [Affine() as any Network]
    case .redrawing: [Redrawing(every: 7)]
    case .formula, .formulasByAxis, .file, .weightings, .adaptiveSampler: []
    }
  }
}

/// The least network there is.
private struct Affine: Network {
  let description = "affine map"

  func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
    parameters.affine(
      "map", concatenate(inputs), outputs: outputs, weights: .uniform(1), bias: .constant(0)
    ).components
  }
}
