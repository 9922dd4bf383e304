// The shallow water equations over an uneven bottom, in one and two dimensions. Two types, because their unknowns differ.

import PINNCore

/// Flow of a layer of water of depth h along a channel, in conservation form (Barre de Saint-Venant 1871):
///
///     h_t + (h u)_x = 0
///     (h u)_t + (h u^2 + g h^2 / 2)_x + g h b_x = 0
///
/// over a bottom of height b, any formula over the coordinates.
public struct ShallowWater1D: Equation {
  /// The depth h and the velocity u.
  public enum Unknown: String, UnknownName { case h, u }

  /// The acceleration g of gravity, in length / time^2.
  public var gravity: Coefficient
  /// The height b of the bottom; nil for a flat one.
  public var bottom: Term?

  /// The equations with the given gravity (length / time^2) and height of the bottom (length).
  public init(gravity: Coefficient, bottom: Term? = nil) {
    self.gravity = gravity
    self.bottom = bottom
  }

  /// "mass" and "momentum x".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (h, u, g) = (s[.h], s[.u], gravity.named("g").expression)
    let flux = h * pow(u, 2) + 0.5 * g * pow(h, 2)
    return [
      "mass": h[.t] + (h * u)[.x],
      "momentum x": ((h * u)[.t] + flux[.x]).adding(bottom.map { g * h * $0(s)[.x] }),
    ]
  }

  /// Throws `ProblemError` for a gravity that is negative or not finite.
  public func validate() throws { try gravity.checkNonnegative("gravity of shallow water") }
}

/// Flow of a layer of water of depth h in the plane, in conservation form:
///
///     h_t + (h u)_x + (h v)_y = 0
///     (h u)_t + (h u^2 + g h^2 / 2)_x + (h u v)_y + g h b_x = 0
///     (h v)_t + (h u v)_x + (h v^2 + g h^2 / 2)_y + g h b_y = 0
///
/// over a bottom of height b, any formula over the coordinates.
public struct ShallowWater2D: Equation {
  /// The depth h and the velocity components u, v along x, y.
  public enum Unknown: String, UnknownName { case h, u, v }

  /// The acceleration g of gravity, in length / time^2.
  public var gravity: Coefficient
  /// The height b of the bottom; nil for a flat one.
  public var bottom: Term?

  /// The equations with the given gravity (length / time^2) and height of the bottom (length).
  public init(gravity: Coefficient, bottom: Term? = nil) {
    self.gravity = gravity
    self.bottom = bottom
  }

  /// "mass", "momentum x" and "momentum y".
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (h, u, v, g) = (s[.h], s[.u], s[.v], gravity.named("g").expression)
    let pressure = 0.5 * g * pow(h, 2)
    let shear = h * u * v
    func slope(_ axis: Axis) -> Expr? { bottom.map { g * h * diff($0(s), axis) } }
    return [
      "mass": h[.t] + (h * u)[.x] + (h * v)[.y],
      "momentum x": ((h * u)[.t] + (h * pow(u, 2) + pressure)[.x] + shear[.y]).adding(slope(.x)),
      "momentum y": ((h * v)[.t] + shear[.x] + (h * pow(v, 2) + pressure)[.y]).adding(slope(.y)),
    ]
  }

  /// Throws `ProblemError` for a gravity that is negative or not finite.
  public func validate() throws { try gravity.checkNonnegative("gravity of shallow water") }
}

extension ReferenceSolution where Unknown == ShallowWater1D.Unknown {
  /// After a dam at x = 0 breaks, on a flat dry bottom, for -c t < x < 2 c t with c = sqrt(g H): h = (2 c - x / t)^2 /
  /// (9 g), u = 2 (c + x / t) / 3 (Ritter, Z. VDI 36 (1892) 947-954). Throws `ProblemError` unless g and H are finite
  /// and above 0.
  public static func damBreak(gravity g: Double, depth: Double) throws -> ReferenceSolution {
    try Coefficient(g).checkPositive("gravity of a dam break")
    try Coefficient(depth).checkPositive("depth behind a dam")
    let c = (g * depth).squareRoot()
    let ray = Expr.coordinate(.x) / Expr.coordinate(.t)
    return ReferenceSolution(
      name: "exact (Ritter)", closedForm: [.h: pow(2 * c - ray, 2) / (9 * g), .u: 2.0 / 3 * (c + ray)])
  }

  /// Water that swings in the parabolic bowl b = H (x / a)^2 with a plane surface: with s = sqrt(2 g H) / a,
  /// h = H (1 - (x / a - B cos(s t))^2), u = -B a s sin(s t) where h > 0
  /// (Thacker, J. Fluid Mech. 107 (1981) 499-508, doi:10.1017/S0022112081001882).
  /// Throws `ProblemError` unless g, H, a are above 0 and all are finite.
  public static func bowl(gravity g: Double, depth: Double, radius a: Double, amplitude: Double) throws
    -> ReferenceSolution
  {
    for (value, name) in [(g, "gravity"), (depth, "depth"), (a, "radius")] {
      try Coefficient(value).checkPositive("\(name) of a bowl")
    }
    guard amplitude.isFinite else { throw ProblemError("a bowl needs a finite amplitude, not \(amplitude)") }
    let frequency = (2 * g * depth).squareRoot() / a
    let phase = frequency * Expr.coordinate(.t)
    let offset = 1 / a * Expr.coordinate(.x) - amplitude * cos(phase)
    return ReferenceSolution(
      name: "exact (Thacker)",
      closedForm: [.h: depth * (1 - pow(offset, 2)), .u: -amplitude * a * frequency * sin(phase)])
  }
}

extension ReferenceSolution where Unknown == ShallowWater2D.Unknown {
  /// Water that rises and falls in the round bowl b = H (x^2 + y^2) / a^2: with s = sqrt(8 g H) / a and C = 1 - A cos(s t),
  /// h = H (sqrt(1 - A^2) / C - (1 - A^2) (x^2 + y^2) / (a C)^2), (u, v) = (x, y) A s sin(s t) / (2 C) where h > 0
  /// (Thacker 1981). Throws `ProblemError` unless g, H, a are above 0, 0 <= A < 1 and all are finite.
  public static func bowl(gravity g: Double, depth: Double, radius a: Double, amplitude: Double) throws
    -> ReferenceSolution
  {
    for (value, name) in [(g, "gravity"), (depth, "depth"), (a, "radius")] {
      try Coefficient(value).checkPositive("\(name) of a bowl")
    }
    guard 0..<1 ~= amplitude else { throw ProblemError("a round bowl needs an amplitude in [0, 1), not \(amplitude)") }
    let frequency = (8 * g * depth).squareRoot() / a
    let (x, y) = (Expr.coordinate(.x), Expr.coordinate(.y))
    let swing = 1 - amplitude * cos(frequency * .coordinate(.t))
    let rest = 1 - amplitude * amplitude
    let h = depth * (rest.squareRoot() / swing - rest / (a * a) * (x * x + y * y) / pow(swing, 2))
    let rate = 0.5 * amplitude * frequency * sin(frequency * .coordinate(.t)) / swing
    return ReferenceSolution(name: "exact (Thacker)", closedForm: [.h: h, .u: x * rate, .v: y * rate])
  }
}
