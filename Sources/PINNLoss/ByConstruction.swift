// What holds whatever a network's parameters are, found by trying two sets of them: periodicity, and values at the ends of an axis.

import PINNCore

extension Ansatz {
  /// Along which of the region's axes all unknowns are periodic, over the region's extent.
  package func periodicAxes(_ region: any Region) throws -> [Bool] {
    try region.axes.indices.map { k in
      // What is 0 at both ends by construction isn't periodic: its slopes differ.
      let values = outputs.flatMap { [$0, diff($0, region.axes[k])] }
      return try equal(
        table(values, region, axis: k, at: \.lowerBound, seed: 1),
        table(values, region, axis: k, at: \.upperBound, seed: 1)
      ).allSatisfy(\.self)
    }
  }

  /// Unknowns with too few conditions at the ends of an axis.
  package func missingConditions<E: Equation>(_ problem: Problem<E>) throws -> [MissingConditions]
  where E.Unknown == Unknown {
    let (region, unknowns) = (problem.region, Array(Unknown.allCases))
    let periodic = Dictionary(uniqueKeysWithValues: zip(region.axes, try periodicAxes(region)))
    return try problem.missingConditions { unknown, axis in
      guard let j = unknowns.firstIndex(of: unknown) else { return 0 }
      // A period says as much as any number of conditions.
      return periodic[axis] == true ? 1_000 : try conditionsByConstruction(region, unknown: j, axis: axis)
    }
  }

  /// How many conditions unknown number `j` meets at the ends of an axis: one for each end at which its value is always the same, and
  /// another if its slope is, too.
  package func conditionsByConstruction(_ region: any Region, unknown j: Int, axis: Axis) throws -> Int {
    guard let k = region.axes.firstIndex(of: axis) else { return 0 }
    let values = [outputs[j], diff(outputs[j], axis)]
    let ends: [(ClosedRange<Double>) -> Double] = [\.lowerBound, \.upperBound]
    return try ends.reduce(0) { count, end in
      let isFixed = try equal(
        table(values, region, axis: k, at: end, seed: 1), table(values, region, axis: k, at: end, seed: 2))
      return count + (isFixed[0] ? (isFixed[1] ? 2 : 1) : 0)
    }
  }

  /// Values at a few places of one end of an axis, with the parameters of a seed.
  private func table(
    _ values: [Expr], _ region: any Region, axis k: Int, at end: (ClosedRange<Double>) -> Double, seed: UInt64
  ) throws -> Tensor<Double> {
    var rng = RandomStream(seed: 0, for: StreamKey(.randomFunctions, of: "places"))
    let rows = (0..<4).map { _ in
      region.bounds.enumerated().map { i, range in
        let inside = range.lowerBound + rng.uniform() * (range.upperBound - range.lowerBound)
        return i == k ? end(range) : inside
      }
    }
    return try Program<Double>(values: values, axes: region.axes, layout: layout)
      .values(at: Tensor(rows: rows), parameters: layout.initialValues(seed: seed))
  }

  /// Column by column, whether two tables are equal to rounding.
  private func equal(_ a: Tensor<Double>, _ b: Tensor<Double>) -> [Bool] {
    (0..<a.rowLength).map { k in
      zip(a.column(k), b.column(k)).allSatisfy { abs($0 - $1) <= 1e-9 * max(abs($0), abs($1)) }
    }
  }
}
