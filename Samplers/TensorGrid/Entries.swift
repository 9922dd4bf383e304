// What grids say about themselves.

import PINNCore

extension SamplerEntry {
  /// `TensorGrid`.
  public static var grid: SamplerEntry {
    SamplerEntry("grid", "Regular grid of equal spacing, Chebyshev or Gauss-Legendre nodes") { a in
      TensorGrid(
        try a.choice(
          .init("nodes", "where they lie along each axis"), NodeRule.allCases.map { ($0.rawValue, $0) },
          default: TensorGrid().rule.rawValue))
    }
  }
}
