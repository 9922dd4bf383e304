// Exact solutions of transport equations.

import PINNCore

extension ReferenceSolution where Unknown == AdvectionEquation.Unknown {
  /// u = exp(-|x - a t|^2 / (2 w^2)): a bump of width w that starts at the origin and keeps its shape.
  /// Throws `ProblemError` unless the width is above 0, there is a velocity, and all numbers are finite.
  public static func travellingBump(velocity: [Axis: Double], width: Double) throws -> ReferenceSolution {
    guard width > 0, width.isFinite, !velocity.isEmpty, velocity.values.allSatisfy(\.isFinite) else {
      throw ProblemError("a travelling bump needs a finite velocity and a width above 0, not \(velocity) and \(width)")
    }
    let squares = velocity.sorted { $0.key < $1.key }.map { axis, speed in
      pow(Expr.coordinate(axis) - speed * Expr.coordinate(.t), 2)
    }
    return ReferenceSolution(
      name: "exact (travelling bump)",
      closedForm: [.u: exp(-1 / (2 * width * width) * squares.dropFirst().reduce(squares[0], +))])
  }
}

extension ReferenceSolution where Unknown == AdvectionDiffusionReaction.Unknown {
  /// For R = -r u: u = sin(k1 (x - a1 t)) sin(k2 (y - a2 t)) ... exp(-(D (k1^2 + k2^2 + ...) + r) t), with a wavenumber
  /// k for each axis of the velocity a. Throws `ProblemError` unless the axes agree and all numbers are finite.
  public static func decayingWaves(
    velocity: [Axis: Double], diffusivity: Double, decayRate: Double = 0, wavenumbers: [Axis: Double]
  ) throws -> ReferenceSolution {
    let numbers = [diffusivity, decayRate] + velocity.values + wavenumbers.values
    guard Set(velocity.keys) == Set(wavenumbers.keys), numbers.allSatisfy(\.isFinite) else {
      throw ProblemError(
        "decaying waves need finite numbers, and a wavenumber along each axis of the velocity, not \(wavenumbers)")
    }
    let rate = diffusivity * wavenumbers.values.sorted().reduce(0) { $0 + $1 * $1 } + decayRate
    let waves = velocity.sorted { $0.key < $1.key }.map { axis, speed in
      sin(wavenumbers[axis]! * (Expr.coordinate(axis) - speed * Expr.coordinate(.t)))
    }
    return ReferenceSolution(
      name: "exact (decaying waves)", closedForm: [.u: waves.reduce(exp(-rate * Expr.coordinate(.t)), *)])
  }

  /// Steady and without reaction on [0, 1]: u = (exp(x a / D) - 1) / (exp(a / D) - 1), from 0 at x = 0 to 1 at x = 1 with a
  /// boundary layer of width D / a. Throws `ProblemError` unless a and D are finite and not 0.
  public static func boundaryLayer(velocity a: Double, diffusivity d: Double) throws -> ReferenceSolution {
    guard a != 0, d > 0, a.isFinite, d.isFinite else {
      throw ProblemError("a boundary layer needs a velocity other than 0 and a diffusivity above 0, not \(a) and \(d)")
    }
    // By exponentials of negative numbers only, so that nothing overflows for thin layers.
    let x = Expr.coordinate(.x)
    let layer =
      a > 0
      ? (exp(a / d * (x - 1)) - exp(Expr(-a / d))) / (1 - exp(Expr(-a / d)))
      : (1 - exp(a / d * x)) / (1 - exp(Expr(a / d)))
    return ReferenceSolution(name: "exact (boundary layer)", closedForm: [.u: layer])
  }
}
