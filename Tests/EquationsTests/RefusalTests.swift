// Coefficients and solutions that make no sense are refused with a sentence that says what came.

import BendingEquations
import BlackScholesEquations
import BurgersEquations
import DynamicsEquations
import ElasticityEquations
import EulerEquations
import FisherEquations
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

private let nan = Coefficient(.nan)

/// Equations that must be refused, and what the sentence must contain.
private let equations: [(equation: any Equation, says: String)] = [
  (AdvectionEquation(velocity: [:]), "along each axis of space"),
  (AdvectionEquation(velocity: [.t: 1]), "not along [t]"),
  (AdvectionEquation(velocity: [.x: nan]), "'velocity x'"),
  (AdvectionDiffusionReaction(velocity: [.x: 1], diffusivity: -1), "not -1.0"),
  (AdvectionDiffusionReaction(velocity: [.x: nan], diffusivity: 1), "not nan"),
  (AllenCahnEquation(diffusivity: -1, rate: 1), "not -1.0"),
  (AllenCahnEquation(diffusivity: 1, rate: nan), "'rate'"),
  (BlackScholesEquation(volatility: -1, interestRate: 0), "volatility"),
  (BlackScholesEquation(volatility: 1, interestRate: nan), "'interestRate'"),
  (Burgers2D(viscosity: -1), "not -1.0"),
  (CahnHilliardEquation(mobility: -1, gradientEnergy: 1), "mobility"),
  (CahnHilliardEquation(mobility: 1, gradientEnergy: -1), "gradient energy"),
  (CompressibleEuler1D(heatRatio: 1), "above 1"),
  (CompressibleEuler2D(heatRatio: nan), "above 1"),
  (DampedOscillator(mass: 0, friction: 1, stiffness: 1), "mass"),
  (EulerBernoulliBeam(stiffness: 0), "stiffness"),
  (EulerBernoulliBeam(stiffness: 1, massPerLength: -1), "mass per length"),
  (FisherEquation(diffusivity: 1, rate: -1), "growth rate"),
  (FisherEquation(diffusivity: 1, rate: 1, dimension: 4), "not 4"),
  (GrayScott(substrateDiffusivity: -1, catalystDiffusivity: 1, feed: 1, decay: 1), "substrate"),
  (GrayScott(substrateDiffusivity: 1, catalystDiffusivity: -1, feed: 1, decay: 1), "autocatalyst"),
  (GrayScott(substrateDiffusivity: 1, catalystDiffusivity: 1, feed: nan, decay: 1), "'feed'"),
  (HelmholtzEquation(wavenumber: nan), "'wavenumber'"),
  (HelmholtzEquation(wavenumber: 1, dimension: 0), "not 0"),
  (KirchhoffPlate(rigidity: -1), "rigidity"),
  (KirchhoffPlate(rigidity: 1, massPerArea: -1), "mass per area"),
  (KleinGordonEquation(speed: -1, linear: 1), "speed"),
  (KleinGordonEquation(linear: nan), "'linear'"),
  (KortewegDeVriesEquation(dispersion: nan), "'dispersion'"),
  (KuramotoSivashinskyEquation(damping: -1), "damping"),
  (LinearElasticity2D(youngsModulus: 0, poissonRatio: 0.3, plane: .stress), "Young"),
  (LinearElasticity2D(youngsModulus: 1, poissonRatio: 0.5, plane: .strain), "not 0.5"),
  (LinearElasticity3D(youngsModulus: 1, poissonRatio: nan), "not nan"),
  (LinearElasticity3D(youngsModulus: 1, poissonRatio: 0.3, density: -1), "density"),
  (LinearSystem(a: nan, b: 0, c: 0, d: 0), "'a'"),
  (Lorenz(prandtl: nan), "'prandtl'"),
  (LotkaVolterra(growth: nan, predation: 1, death: 1, reproduction: 1), "'growth'"),
  (MaxwellTE(permittivity: 0), "permittivity"),
  (MaxwellTM(permeability: 0), "permeability"),
  (MaxwellTM(conductivity: -1), "conductivity"),
  (PoissonEquation(dimension: 4), "not 4"),
  (PolarHeatEquation(diffusivity: -1, coordinates: .polar), "not -1.0"),
  (SchroedingerEquation(dispersion: nan), "'dispersion'"),
  (SchroedingerEquation(dimension: 4), "not 4"),
  (ShallowWater1D(gravity: -1), "gravity"),
  (ShallowWater2D(gravity: nan), "gravity"),
  (Stokes2D(viscosity: -1), "viscosity"),
  (Stokes3D(viscosity: nan), "viscosity"),
  (StreamFunctionFlow(viscosity: -1), "viscosity"),
  (StreamFunctionVorticityFlow(viscosity: nan), "viscosity"),
  (StreamFunctionPressureFlow(viscosity: -1), "viscosity"),
  (WaveEquation(speed: -1), "speed"),
]

/// Solutions that don't exist, and what the sentence must contain.
private let solutions: [(make: @Sendable () throws -> Void, says: String)] = [
  ({ _ = try ReferenceSolution.travellingBump(velocity: [:], width: 1) }, "velocity"),
  ({ _ = try ReferenceSolution.decayingWaves(velocity: [.x: 1], diffusivity: 1, wavenumbers: [.y: 1]) }, "wavenumber"),
  ({ _ = try ReferenceSolution.boundaryLayer(velocity: 0, diffusivity: 1) }, "not 0.0"),
  ({ _ = try ReferenceSolution<AllenCahnEquation.Unknown>.front(diffusivity: 0, rate: 1) }, "above 0"),
  ({ _ = try ReferenceSolution.interface(gradientEnergy: 0) }, "above 0"),
  ({ _ = try ReferenceSolution.europeanCall(strike: 0, expiry: 1, volatility: 1, interestRate: 0) }, "strike"),
  ({ _ = try ReferenceSolution.diagonalFront(viscosity: 0) }, "above 0"),
  ({ _ = try ReferenceSolution<CompressibleEuler2D.Unknown>.vortex(strength: 50) }, "temperature"),
  ({ _ = try ReferenceSolution<CompressibleEuler1D.Unknown>.rarefaction(heatRatio: 1) }, "above 1"),
  ({ _ = try ReferenceSolution.freeVibration(friction: 3, stiffness: 1) }, "c^2 < 4 m k"),
  ({ _ = try ReferenceSolution.response(friction: 0, stiffness: 1, frequency: 1) }, "resonance"),
  ({ _ = try ReferenceSolution.linear(a: .nan, b: 0, c: 0, d: 0, u0: 0, v0: 0) }, "finite"),
  ({ _ = try ReferenceSolution<FisherEquation.Unknown>.front(diffusivity: 1, rate: 1, dimension: 0) }, "not 0"),
  ({ _ = try ReferenceSolution.pulse(substrateDiffusivity: 1, feed: 0.06, decay: 0.1) }, "2/9"),
  ({ _ = try ReferenceSolution<GrayScott.Unknown>.front(diffusivity: 1, feed: 0.3) }, "1/4"),
  ({ _ = try ReferenceSolution.heatedRod(diffusivity: 0, strength: 1) }, "above 0"),
  ({ _ = try ReferenceSolution<HelmholtzEquation.Unknown>.planeWave(wavenumber: .nan) }, "finite"),
  ({ _ = try ReferenceSolution.kink(velocity: 2, linear: -1, cubic: 1) }, "|v| < c"),
  ({ _ = try ReferenceSolution.soliton(speed: -1) }, "equal sign"),
  ({ _ = try ReferenceSolution.twoSolitons(wavenumbers: 1, 1) }, "different"),
  ({ _ = try ReferenceSolution.shock(speed: 1, growth: 0) }, "above 0"),
  ({ _ = try ReferenceSolution.pointForce(youngsModulus: 1, poissonRatio: 0.6) }, "not 0.6"),
  ({ _ = try ReferenceSolution<MaxwellTM.Unknown>.cavity(modes: 0, 1) }, "at least 1"),
  ({ _ = try ReferenceSolution<MaxwellTE.Unknown>.cavity(modes: 1, 1, conductivity: 100) }, "small conductivity"),
  ({ _ = try ReferenceSolution<NavierStokes2D.Unknown>.vortex(circulation: .nan) }, "circulation"),
  ({ _ = try ReferenceSolution<NavierStokes2D.Unknown>.taylorGreen(viscosity: 1, drift: .nan) }, "drift"),
  ({ _ = try ReferenceSolution<StreamFunctionFlow.Unknown>.kovasznayStream(viscosity: 0) }, "above 0"),
  ({ _ = try ReferenceSolution<PoissonEquation.Unknown>.sines(modes: []) }, "mode number"),
  ({ _ = try ReferenceSolution.spreadingBump(diffusivity: 0, coordinates: .radial) }, "above 0"),
  ({ _ = try ReferenceSolution.brightSoliton(amplitude: 1, speed: 1, nonlinearity: -1) }, "equal sign"),
  ({ _ = try ReferenceSolution.damBreak(gravity: 1, depth: 0) }, "depth"),
  ({ _ = try ReferenceSolution<ShallowWater2D.Unknown>.bowl(gravity: 1, depth: 1, radius: 1, amplitude: 1) }, "[0, 1)"),
  ({ _ = try ReferenceSolution.sphere(viscosity: 1, radius: 0) }, "radius"),
  ({ _ = try ReferenceSolution.stokeslet(viscosity: 0) }, "above 0"),
  ({ _ = try ReferenceSolution.standing(speed: 1, modes: [0]) }, "at least 1"),
]

@Suite struct RefusalTests {
  @Test(arguments: equations.indices) func anEquationIsRefused(_ index: Int) {
    let (equation, says) = equations[index]
    let sentence = complaint { try equation.validate() }
    #expect(sentence?.contains(says) == true, "\(type(of: equation)): \(sentence ?? "accepted")")
  }

  @Test(arguments: solutions.indices) func aSolutionIsRefused(_ index: Int) {
    let sentence = complaint { try solutions[index].make() }
    #expect(sentence?.contains(solutions[index].says) == true, "\(sentence ?? "accepted")")
  }
}
