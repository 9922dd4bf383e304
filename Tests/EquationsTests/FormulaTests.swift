// How equations print in other forms than the one that stands in their entries: with terms that users give, without optional
// ones, in other dimensions.

import PINNCore
import PINNEquations
import Testing

/// One line for each equation of a system.
private let variants: [(equation: any Equation, lines: [String])] = [
  (EulerBernoulliBeam(stiffness: 1, massPerLength: 1), ["EI w_xxxx + m w_tt = 0"]),
  (
    GrayScott(substrateDiffusivity: 1, catalystDiffusivity: 1, feed: 1, decay: 1),
    [
      "u_t - Du (u_xx + u_yy) + u v^2 - F (1 - u) = 0",
      "v_t - Dv (v_xx + v_yy) - u v^2 + (F + k) v = 0",
    ]
  ),
  (HeatEquation(diffusivity: 1), ["u_t - k u_xx = 0"]),
  (HelmholtzEquation(wavenumber: 1), ["u_xx + u_yy + k^2 u = 0"]),
  (
    LinearElasticity2D(youngsModulus: 1, poissonRatio: 0.3, plane: .stress),
    [
      "E / (2 (1 + nu)) (u_xx + u_yy + (u_x + v_y)_x (1 + nu) / (1 - nu)) = 0",
      "E / (2 (1 + nu)) (v_xx + v_yy + (u_x + v_y)_y (1 + nu) / (1 - nu)) = 0",
    ]
  ),
  (
    LinearElasticity2D(youngsModulus: 1, poissonRatio: 0.3, plane: .strain, density: 1),
    [
      "E / (2 (1 + nu)) (u_xx + u_yy + (u_x + v_y)_x / (1 - 2 nu)) - rho u_tt = 0",
      "E / (2 (1 + nu)) (v_xx + v_yy + (u_x + v_y)_y / (1 - 2 nu)) - rho v_tt = 0",
    ]
  ),
  (
    MaxwellTM(),
    [
      "eps Ez_t - (Hy_x - Hx_y) = 0",
      "mu Hx_t + Ez_y = 0",
      "mu Hy_t - Ez_x = 0",
    ]
  ),
  (PoissonEquation(dimension: 3), ["u_xx + u_yy + u_zz = 0"]),
  (PolarHeatEquation(diffusivity: 1, coordinates: .polar), ["u_t - k (u_rr + u_r / r + u_{phi,phi} / r^2) = 0"]),
  (PolarPoissonEquation(coordinates: .axisymmetric), ["u_rr + u_r / r + u_zz = 0"]),
  (PolarPoissonEquation(coordinates: .spherical), ["u_rr + 2 u_r / r = 0"]),
  (
    ShallowWater1D(gravity: 9.81),
    [
      "h_t + (h u)_x = 0",
      "(h u)_t + (h u^2 + 0.5 g h^2)_x = 0",
    ]
  ),
  (
    AdvectionDiffusionReaction(velocity: [.x: 1], diffusivity: 0.1, steady: true) { s in 0.5 * s[.u] },
    [
      "vx u_x - D u_xx - 0.5 u = 0"
    ]
  ),
  (DampedOscillator(friction: 1, stiffness: 1) { s in cos(s[.t]) }, ["m u_tt + c u_t + k u - cos(t) = 0"]),
  (EulerBernoulliBeam(stiffness: 1) { _ in 2 }, ["EI w_xxxx - 2 = 0"]),
  (HeatEquation(diffusivity: 1) { s in sin(.pi * s[.x]) }, ["u_t - k u_xx - sin(pi x) = 0"]),
  (HelmholtzEquation(wavenumber: 1) { s in s[.y] }, ["u_xx + u_yy + k^2 u - y = 0"]),
  (
    KleinGordonEquation(linear: 1, cubic: 1, dimension: 2) { s in s[.y] },
    [
      "u_tt - c^2 (u_xx + u_yy) + a u + b u^3 - y = 0"
    ]
  ),
  (KirchhoffPlate(rigidity: 1) { s in s[.x] }, ["D (w_xxxx + 2 w_xxyy + w_yyyy) - x = 0"]),
  (
    PoissonEquation(dimension: 1, source: { s in s[.x] }, conductivity: { s in 1 + s[.x] }),
    [
      "((1 + x) u_x)_x + x = 0"
    ]
  ),
  (
    SchroedingerEquation { s in pow(s[.x], 2) },
    [
      "d u_xx + g (u^2 + v^2) u - v_t - x^2 u = 0",
      "d v_xx + g (u^2 + v^2) v + u_t - x^2 v = 0",
    ]
  ),
  (
    ShallowWater2D(gravity: 9.81) { s in sin(s[.x]) },
    [
      "h_t + (h u)_x + (h v)_y = 0",
      "(h u)_t + (h u^2 + 0.5 g h^2)_x + (h u v)_y + g h sin(x)_x = 0",
      "(h v)_t + (h u v)_x + (h v^2 + 0.5 g h^2)_y + g h sin(x)_y = 0",
    ]
  ),
  (
    Stokes2D(viscosity: 1, force: [.y: { s in s[.x] }]),
    [
      "p_x - mu (u_xx + u_yy) = 0",
      "p_y - mu (v_xx + v_yy) - x = 0",
      "u_x + v_y = 0",
    ]
  ),
  (
    StreamFunctionFlow(viscosity: 1, steady: true),
    [
      "psi_y (psi_xx + psi_yy)_x - psi_x (psi_xx + psi_yy)_y - nu ((psi_xx + psi_yy)_xx + (psi_xx + psi_yy)_yy) = 0"
    ]
  ),
  (WaveEquation(speed: 1, dimension: 2) { s in s[.y] }, ["u_tt - c^2 (u_xx + u_yy) - y = 0"]),
]

@Suite struct FormulaTests {
  @Test(arguments: variants.indices) func readsLikeTheTextbook(_ index: Int) {
    #expect(variants[index].equation.formula == variants[index].lines.joined(separator: "\n"))
  }

  /// Vectors and optional coefficients are coefficients too: printed, trained and checked like the others.
  @Test func coefficientsAreListedByName() {
    let velocity: [Axis: Coefficient] = [.y: .trainable("speed", initial: 2), .x: 1]
    let listed = AdvectionEquation(velocity: velocity).coefficients
    #expect(listed.map(\.name) == ["velocity x", "velocity y"])
    #expect(listed.map(\.coefficient.trainable?.name) == [nil, "speed"])
    #expect(MaxwellTM().coefficients.map(\.name) == ["permittivity", "permeability"])
    #expect(MaxwellTM(conductivity: 3).coefficients.last?.coefficient == 3)
  }
}
