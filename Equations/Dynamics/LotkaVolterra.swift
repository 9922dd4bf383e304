// Predators and their prey.

import PINNCore

/// u_t - a u + b u v = 0, v_t - d u v + c v = 0: prey u that multiplies, and predators v that live on it
/// (Lotka, Elements of Physical Biology, 1925; Volterra, Nature 118 (1926) 558-560, doi:10.1038/118558a0).
public struct LotkaVolterra: Equation {
  /// The prey u and the predators v.
  public enum Unknown: String, UnknownName { case u, v }

  /// The growth rate a of the prey, in 1 / time.
  public var growth: Coefficient
  /// The rate b at which a predator eats, in 1 / (time v).
  public var predation: Coefficient
  /// The death rate c of the predators, in 1 / time.
  public var death: Coefficient
  /// The rate d at which predators multiply by eating, in 1 / (time u).
  public var reproduction: Coefficient

  /// The system with the given rates a, b, c, d.
  public init(growth: Coefficient, predation: Coefficient, death: Coefficient, reproduction: Coefficient) {
    self.growth = growth
    self.predation = predation
    self.death = death
    self.reproduction = reproduction
  }

  /// "prey" and "predators".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (u, v) = (s[.u], s[.v])
    return [
      "prey": u[.t] - growth.named("a") * u + predation.named("b") * u * v,
      "predators": v[.t] - reproduction.named("d") * u * v + death.named("c") * v,
    ]
  }
}
