// Lorenz' model of convection, the best known strange attractor.

import PINNCore

/// x_t - sigma (y - x) = 0, y_t - x (rho - z) + y = 0, z_t - x y + beta z = 0; chaotic for the usual sigma = 10, rho = 28,
/// beta = 8/3 (Lorenz, J. Atmos. Sci. 20 (1963) 130-141, doi:10.1175/1520-0469(1963)020<0130:DNF>2.0.CO;2).
public struct Lorenz: Equation {
  /// The strength x of the convection, and the temperature differences y and z.
  public enum Unknown: String, UnknownName { case x, y, z }

  /// The Prandtl number sigma.
  public var prandtl: Coefficient
  /// The Rayleigh number rho, in terms of its critical value.
  public var rayleigh: Coefficient
  /// The geometric factor beta.
  public var aspect: Coefficient

  /// The system with the given numbers sigma, rho and beta.
  public init(prandtl: Coefficient = 10, rayleigh: Coefficient = 28, aspect: Coefficient = Coefficient(8.0 / 3)) {
    self.prandtl = prandtl
    self.rayleigh = rayleigh
    self.aspect = aspect
  }

  /// "x", "y" and "z".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (x, y, z) = (s[Unknown.x], s[Unknown.y], s[Unknown.z])
    return [
      "x": x[.t] - prandtl.named("sigma") * (y - x),
      "y": y[.t] - x * (rayleigh.named("rho").expression - z) + y,
      "z": z[.t] - x * y + aspect.named("beta") * z,
    ]
  }
}
