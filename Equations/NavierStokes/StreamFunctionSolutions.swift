// The exact flows of the plane (see ExactFlows.swift) by their stream functions and vorticities.

import PINNCore

/// Kovasznay flow: psi = y - e^(l x) sin(2 pi y) / (2 pi), omega = (l^2 / (2 pi) - 2 pi) e^(l x) sin(2 pi y).
private func kovasznayFlow(viscosity nu: Double) throws -> (psi: Expr, omega: Expr) {
  let l = try kovasznayRate(viscosity: nu)
  let wave = exp(l * Expr.coordinate(.x)) * sin(2 * Double.pi * Expr.coordinate(.y))
  let factor = l * l / (2 * Double.pi) - 2 * Double.pi
  return (Expr.coordinate(.y) - wave / (2 * Double.pi), factor * wave)
}

/// Taylor-Green vortices: psi = c y + w, omega = 2 w, w = cos(x - c t) cos y e^(-2 nu t).
private func taylorGreenFlow(viscosity nu: Double, drift c: Double) throws -> (psi: Expr, omega: Expr) {
  try Coefficient(nu).checkNonnegative("viscosity of Taylor-Green vortices")
  let y = Expr.coordinate(.y)
  let wave = cos(try drifting(c)) * cos(y) * exp(-2 * nu * Expr.coordinate(.t))
  return (c * y + wave, 2 * wave)
}

/// A point vortex: psi = c y - G / (4 pi) log((x - c t)^2 + y^2), omega = 0.
private func vortexFlow(circulation: Double, drift c: Double) throws -> (psi: Expr, omega: Expr) {
  guard circulation.isFinite else { throw ProblemError("a vortex needs a finite circulation, not \(circulation)") }
  let (x, y) = (try drifting(c), Expr.coordinate(.y))
  return (c * y - circulation / (4 * Double.pi) * log(x * x + y * y), 0)
}

extension ReferenceSolution where Unknown == StreamFunctionFlow.Unknown {
  /// The stream function of Kovasznay flow. Throws `ProblemError` unless the viscosity is finite and above 0.
  public static func kovasznayStream(viscosity: Double) throws -> ReferenceSolution {
    stream("exact (Kovasznay)", try kovasznayFlow(viscosity: viscosity))
  }
  /// The stream function of Taylor-Green vortices. Throws `ProblemError` for a viscosity that is negative or not finite.
  public static func taylorGreenStream(viscosity: Double, drift: Double = 0) throws -> ReferenceSolution {
    stream("exact (Taylor-Green)", try taylorGreenFlow(viscosity: viscosity, drift: drift))
  }
  /// The stream function of a point vortex. Throws `ProblemError` for a number that is not finite.
  public static func vortexStream(circulation: Double, drift: Double = 0) throws -> ReferenceSolution {
    stream("exact (vortex)", try vortexFlow(circulation: circulation, drift: drift))
  }

  private static func stream(_ name: String, _ flow: (psi: Expr, omega: Expr)) -> ReferenceSolution {
    ReferenceSolution(name: name, closedForm: [.psi: flow.psi])
  }
}

extension ReferenceSolution where Unknown == StreamFunctionVorticityFlow.Unknown {
  /// Stream function and vorticity of Kovasznay flow. Throws `ProblemError` unless the viscosity is finite and above 0.
  public static func kovasznayStream(viscosity: Double) throws -> ReferenceSolution {
    stream("exact (Kovasznay)", try kovasznayFlow(viscosity: viscosity))
  }
  /// Stream function and vorticity of Taylor-Green vortices. Throws `ProblemError` for a viscosity that is negative or not
  /// finite.
  public static func taylorGreenStream(viscosity: Double, drift: Double = 0) throws -> ReferenceSolution {
    stream("exact (Taylor-Green)", try taylorGreenFlow(viscosity: viscosity, drift: drift))
  }
  /// Stream function and vorticity (0) of a point vortex. Throws `ProblemError` for a number that is not finite.
  public static func vortexStream(circulation: Double, drift: Double = 0) throws -> ReferenceSolution {
    stream("exact (vortex)", try vortexFlow(circulation: circulation, drift: drift))
  }

  private static func stream(_ name: String, _ flow: (psi: Expr, omega: Expr)) -> ReferenceSolution {
    ReferenceSolution(name: name, closedForm: [.psi: flow.psi, .omega: flow.omega])
  }
}

extension ReferenceSolution where Unknown == StreamFunctionPressureFlow.Unknown {
  /// Stream function and pressure of Kovasznay flow. Throws `ProblemError` unless the viscosity is finite and above 0.
  public static func kovasznayStream(viscosity: Double) throws -> ReferenceSolution {
    stream(try kovasznayFlow(viscosity: viscosity), like: try .kovasznay(viscosity: viscosity))
  }
  /// Stream function and pressure of Taylor-Green vortices. Throws `ProblemError` for a viscosity that is negative or not
  /// finite.
  public static func taylorGreenStream(viscosity: Double, drift: Double = 0) throws -> ReferenceSolution {
    stream(
      try taylorGreenFlow(viscosity: viscosity, drift: drift),
      like: try .taylorGreen(viscosity: viscosity, drift: drift))
  }
  /// Stream function and pressure of a point vortex. Throws `ProblemError` for a number that is not finite.
  public static func vortexStream(circulation: Double, drift: Double = 0) throws -> ReferenceSolution {
    stream(
      try vortexFlow(circulation: circulation, drift: drift), like: try .vortex(circulation: circulation, drift: drift))
  }

  /// The pressure is that of the flow in velocity and pressure.
  private static func stream(
    _ flow: (psi: Expr, omega: Expr), like known: ReferenceSolution<NavierStokes2D.Unknown>
  ) -> ReferenceSolution {
    ReferenceSolution(name: known.name, closedForm: [.psi: flow.psi, .p: known.closedForm[.p] ?? 0])
  }
}
