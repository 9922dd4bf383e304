// What samplers that go by residuals say about themselves.

import PINNCore

extension AdaptiveSamplerEntry {
  /// `R3`.
  public static var r3: AdaptiveSamplerEntry {
    AdaptiveSamplerEntry("r3", "Keeps the points above the mean residual, redraws the others") { _ in R3() }
  }

  /// `RAD`.
  public static var rad: AdaptiveSamplerEntry {
    AdaptiveSamplerEntry(
      "rad", "Redraws all points, denser where residuals are larger, with quadrature weights"
    ) { a in
      RAD(
        exponent: try a.number(
          .init("exponent", "power of the residual that the density goes by", symbol: "k", range: .nonnegative),
          default: RAD().exponent),
        floor: try a.number(
          .init(
            "floor", "density where residuals vanish, relative to the mean of the rest", symbol: "c", range: .positive),
          default: RAD().floor))
    }
  }

  /// `RAR`.
  public static var rar: AdaptiveSamplerEntry {
    AdaptiveSamplerEntry("rar", "Keeps all points and adds the worst of the candidates") { a in
      RAR(
        adding: try a.number(
          .init("share", "points added at a drawing, for each point there was at first", range: .within(0...1)),
          default: RAR().share))
    }
  }
}
