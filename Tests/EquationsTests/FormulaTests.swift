// How every equation prints, which is what people read before they trust a result; and that the guide says the same.

import BendingEquations
import BlackScholesEquations
import BurgersEquations
import DynamicsEquations
import ElasticityEquations
import EulerEquations
import FisherEquations
import Foundation
import GrayScottEquations
import HeatEquations
import HelmholtzEquations
import KleinGordonEquations
import KortewegDeVriesEquations
import KuramotoSivashinskyEquations
import MaxwellEquations
import NavierStokesEquations
import PINNCore
import PhaseFieldEquations
import PoissonEquations
import PolarEquations
import SchroedingerEquations
import ShallowWaterEquations
import StokesEquations
import Testing
import TransportEquations
import WaveEquations

/// One line for each equation of a system. The guide shows them all.
private let formulas: [(equation: any Equation, lines: [String])] = [
  (AdvectionEquation(velocity: [.x: 1, .y: 2]), ["u_t + vx u_x + vy u_y = 0"]),
  (AdvectionDiffusionReaction(velocity: [.x: 1], diffusivity: 0.1), ["u_t + vx u_x - D u_xx = 0"]),
  (AllenCahnEquation(diffusivity: 1, rate: 1), ["u_t - D u_xx + r (u^3 - u) = 0"]),
  (BlackScholesEquation(volatility: 0.2, interestRate: 0.05), ["V_t + 0.5 sigma^2 S^2 V_SS + r S V_S - r V = 0"]),
  (BurgersEquation(viscosity: 0.1), ["u_t + u u_x - nu u_xx = 0"]),
  (
    Burgers2D(viscosity: 0.1),
    [
      "u_t + u u_x + v u_y - nu (u_xx + u_yy) = 0",
      "v_t + u v_x + v v_y - nu (v_xx + v_yy) = 0",
    ]
  ),
  (CahnHilliardEquation(mobility: 1, gradientEnergy: 1), ["u_t - M (u^3 - u - kappa u_xx)_xx = 0"]),
  (
    CompressibleEuler1D(),
    [
      "rho_t + (rho u)_x = 0",
      "(rho u)_t + (rho u^2 + p)_x = 0",
      "(p / (gamma - 1) + 0.5 rho u^2)_t + ((p / (gamma - 1) + 0.5 rho u^2 + p) u)_x = 0",
    ]
  ),
  (DampedOscillator(friction: 1, stiffness: 1), ["m u_tt + c u_t + k u = 0"]),
  (EulerBernoulliBeam(stiffness: 1, massPerLength: 1), ["EI w_xxxx + m w_tt = 0"]),
  (FisherEquation(diffusivity: 1, rate: 1), ["u_t - D u_xx - r u (1 - u) = 0"]),
  (
    GrayScott(substrateDiffusivity: 1, catalystDiffusivity: 1, feed: 1, decay: 1),
    [
      "u_t - Du (u_xx + u_yy) + u v^2 - F (1 - u) = 0",
      "v_t - Dv (v_xx + v_yy) - u v^2 + (F + k) v = 0",
    ]
  ),
  (HeatEquation(diffusivity: 1), ["u_t - k u_xx = 0"]),
  (HelmholtzEquation(wavenumber: 1), ["u_xx + u_yy + k^2 u = 0"]),
  (KirchhoffPlate(rigidity: 1, massPerArea: 1), ["D (w_xxxx + 2 w_xxyy + w_yyyy) + m w_tt = 0"]),
  (KleinGordonEquation(linear: 1, cubic: 1), ["u_tt - c^2 u_xx + a u + b u^3 = 0"]),
  (KortewegDeVriesEquation(), ["u_t + a u u_x + b u_xxx = 0"]),
  (KuramotoSivashinskyEquation(), ["u_t + u u_x + a u_xx + b u_xxxx = 0"]),
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
    LinearElasticity3D(youngsModulus: 1, poissonRatio: 0.3),
    [
      "E / (2 (1 + nu)) (u_xx + u_yy + u_zz + (u_x + v_y + w_z)_x / (1 - 2 nu)) = 0",
      "E / (2 (1 + nu)) (v_xx + v_yy + v_zz + (u_x + v_y + w_z)_y / (1 - 2 nu)) = 0",
      "E / (2 (1 + nu)) (w_xx + w_yy + w_zz + (u_x + v_y + w_z)_z / (1 - 2 nu)) = 0",
    ]
  ),
  (
    LinearSystem(a: 1, b: 2, c: 3, d: 4),
    [
      "u_t - a u - b v = 0",
      "v_t - c u - d v = 0",
    ]
  ),
  (
    Lorenz(),
    [
      "x_t - sigma (y - x) = 0",
      "y_t - x (rho - z) + y = 0",
      "z_t - x y + beta z = 0",
    ]
  ),
  (
    LotkaVolterra(growth: 1, predation: 1, death: 1, reproduction: 1),
    [
      "u_t - a u + b u v = 0",
      "v_t - d u v + c v = 0",
    ]
  ),
  (
    MaxwellTE(conductivity: 1),
    [
      "eps Ex_t + sigma Ex - Hz_y = 0",
      "eps Ey_t + sigma Ey + Hz_x = 0",
      "mu Hz_t + Ey_x - Ex_y = 0",
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
  (
    NavierStokes2D(viscosity: 1),
    [
      "u_t + u u_x + v u_y + p_x - nu (u_xx + u_yy) = 0",
      "v_t + u v_x + v v_y + p_y - nu (v_xx + v_yy) = 0",
      "u_x + v_y = 0",
    ]
  ),
  (PoissonEquation(dimension: 3), ["u_xx + u_yy + u_zz = 0"]),
  (PolarHeatEquation(diffusivity: 1, coordinates: .polar), ["u_t - k (u_rr + u_r / r + u_{phi,phi} / r^2) = 0"]),
  (PolarPoissonEquation(coordinates: .axisymmetric), ["u_rr + u_r / r + u_zz = 0"]),
  (PolarPoissonEquation(coordinates: .spherical), ["u_rr + 2 u_r / r = 0"]),
  (
    SchroedingerEquation(),
    [
      "d u_xx + g (u^2 + v^2) u - v_t = 0",
      "d v_xx + g (u^2 + v^2) v + u_t = 0",
    ]
  ),
  (
    ShallowWater1D(gravity: 9.81),
    [
      "h_t + (h u)_x = 0",
      "(h u)_t + (h u^2 + 0.5 g h^2)_x = 0",
    ]
  ),
  (
    Stokes2D(viscosity: 1),
    [
      "p_x - mu (u_xx + u_yy) = 0",
      "p_y - mu (v_xx + v_yy) = 0",
      "u_x + v_y = 0",
    ]
  ),
  (
    StreamFunctionFlow(viscosity: 1),
    [
      "(psi_xx + psi_yy)_t + psi_y (psi_xx + psi_yy)_x - psi_x (psi_xx + psi_yy)_y - nu ((psi_xx + psi_yy)_xx + (psi_xx + psi_yy)_yy) = 0"
    ]
  ),
  (
    StreamFunctionVorticityFlow(viscosity: 1),
    [
      "omega_t + psi_y omega_x - psi_x omega_y - nu (omega_xx + omega_yy) = 0",
      "psi_xx + psi_yy + omega = 0",
    ]
  ),
  (
    StreamFunctionPressureFlow(viscosity: 1),
    [
      "psi_ty + psi_y psi_xy - psi_x psi_yy - nu (psi_xxy + psi_yyy) + p_x = 0",
      "p_y - (psi_tx + psi_y psi_xx - psi_x psi_xy - nu (psi_xxx + psi_xyy)) = 0",
    ]
  ),
  (WaveEquation(speed: 1), ["u_tt - c^2 u_xx = 0"]),
]

/// With terms that users give, and in other dimensions.
private let variants: [(equation: any Equation, lines: [String])] = [
  (
    AdvectionDiffusionReaction(velocity: [.x: 1], diffusivity: 0.1, steady: true) { s in 0.5 * s[.u] },
    [
      "vx u_x - D u_xx - 0.5 u = 0"
    ]
  ),
  (
    CompressibleEuler2D(),
    [
      "rho_t + (rho u)_x + (rho v)_y = 0",
      "(rho u)_t + (rho u^2 + p)_x + (rho u v)_y = 0",
      "(rho v)_t + (rho u v)_x + (rho v^2 + p)_y = 0",
      "(p / (gamma - 1) + 0.5 rho (u^2 + v^2))_t + ((p / (gamma - 1) + 0.5 rho (u^2 + v^2) + p) u)_x + ((p / (gamma - 1) + 0.5 rho (u^2 + v^2) + p) v)_y = 0",
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
  let guide = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Guides/Equations.md")

  @Test(arguments: (formulas + variants).indices) func readsLikeTheTextbook(_ index: Int) {
    let (equation, lines) = (formulas + variants)[index]
    #expect(equation.formula == lines.joined(separator: "\n"))
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

  @Test func theGuideShowsThemAll() throws {
    let text = try String(contentsOf: guide.standardized, encoding: .utf8)
    for (equation, lines) in formulas {
      #expect(text.contains("`\(type(of: equation))`"))
      for line in lines { #expect(text.contains("`\(line)`"), "\(line)") }
    }
  }
}
