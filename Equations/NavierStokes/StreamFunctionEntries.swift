// What plane flows by their stream function say about themselves.

import PINNCore

private let planeFlows = "Kovasznay; Taylor-Green; vortex"

extension EquationEntry {
  /// `StreamFunctionFlow`.
  public static let streamFunction = EquationEntry(
    "streamFunction", "Plane flow by its stream function psi", subject: .flow,
    formula: "(psi_xx + psi_yy)_t + psi_y (psi_xx + psi_yy)_x - psi_x (psi_xx + psi_yy)_y"
      + " - nu ((psi_xx + psi_yy)_xx + (psi_xx + psi_yy)_yy) = 0",
    solutions: planeFlows,
    cases: {
      let (flow, steady) = (StreamFunctionFlow(viscosity: 0.3), StreamFunctionFlow(viscosity: 0.3, steady: true))
      return try [
        SolvedCase(
          [flow: .taylorGreenStream(viscosity: 0.3, drift: 0.4), flow: .vortexStream(circulation: 5, drift: 0.4)],
          on: quadrantInTime),
        SolvedCase([steady: .kovasznayStream(viscosity: 0.3), steady: .vortexStream(circulation: 5)], on: quadrant),
      ]
    }
  ) { a in try StreamFunctionFlow(viscosity: a.viscosity(), steady: a.isSteady()) }

  /// `StreamFunctionVorticityFlow`.
  public static let streamFunctionVorticity = EquationEntry(
    "streamFunctionVorticity", "Plane flow by its stream function psi and its vorticity omega", subject: .flow,
    formula: """
      omega_t + psi_y omega_x - psi_x omega_y - nu (omega_xx + omega_yy) = 0
      psi_xx + psi_yy + omega = 0
      """, solutions: planeFlows,
    cases: {
      let (flow, steady) = (
        StreamFunctionVorticityFlow(viscosity: 0.3), StreamFunctionVorticityFlow(viscosity: 0.3, steady: true)
      )
      return try [
        SolvedCase(
          [flow: .taylorGreenStream(viscosity: 0.3, drift: 0.4), flow: .vortexStream(circulation: 5, drift: 0.4)],
          on: quadrantInTime),
        SolvedCase([steady: .kovasznayStream(viscosity: 0.3), steady: .vortexStream(circulation: 5)], on: quadrant),
      ]
    }
  ) { a in try StreamFunctionVorticityFlow(viscosity: a.viscosity(), steady: a.isSteady()) }

  /// `StreamFunctionPressureFlow`.
  public static let streamFunctionPressure = EquationEntry(
    "streamFunctionPressure", "Plane flow by its stream function psi and its pressure", subject: .flow,
    formula: """
      psi_ty + psi_y psi_xy - psi_x psi_yy - nu (psi_xxy + psi_yyy) + p_x = 0
      p_y - (psi_tx + psi_y psi_xx - psi_x psi_xy - nu (psi_xxx + psi_xyy)) = 0
      """, solutions: planeFlows,
    cases: {
      let (flow, steady) = (
        StreamFunctionPressureFlow(viscosity: 0.3), StreamFunctionPressureFlow(viscosity: 0.3, steady: true)
      )
      return try [
        SolvedCase(
          [flow: .taylorGreenStream(viscosity: 0.3, drift: 0.4), flow: .vortexStream(circulation: 5, drift: 0.4)],
          on: quadrantInTime),
        SolvedCase([steady: .kovasznayStream(viscosity: 0.3), steady: .vortexStream(circulation: 5)], on: quadrant),
      ]
    }
  ) { a in try StreamFunctionPressureFlow(viscosity: a.viscosity(), steady: a.isSteady()) }
}
