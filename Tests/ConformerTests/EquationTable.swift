// Every equation of this package against exact solutions known from elsewhere, one line each: what `checkEquation` asks
// of it, its docstring says. Coefficients are general, neither 0 nor 1 where the solution allows it, so that a
// forgotten factor shows.

import BurgersEquations
import FisherEquations
import GrayScottEquations
import HeatEquations
import HelmholtzEquations
import KleinGordonEquations
import KortewegDeVriesEquations
import KuramotoSivashinskyEquations
import NavierStokesEquations
import PINN
import PINNTestSupport
import PhaseFieldEquations
import PoissonEquations
import SchroedingerEquations
import StokesEquations
import Testing
import TransportEquations
import WaveEquations

private let line = try! Interval(-1...1)
private let square = try! Box(x: -1...1, y: -1...1)
private let cube = try! Box(x: -1...1, y: -1...1, z: -1...1)
private let quadrant = try! Box(x: 0.5...2, y: 0.5...2)
private let octant = try! Box(x: 0.5...2, y: 0.5...2, z: 0.5...2)
private let time = 0.1...1.0

private let equations: KeyValuePairs<String, @Sendable () throws -> Void> = [
  "advection": {
    let velocity = (constant: [Axis.x: Coefficient(0.7), .y: -1.3, .z: 0.4], number: [Axis.x: 0.7, .y: -1.3, .z: 0.4])
    try checkEquation(
      AdvectionEquation(velocity: velocity.constant),
      solvedBy: .travellingBump(velocity: velocity.number, width: 0.8), on: cube.over(time: time))
  },
  "advection-diffusion-reaction": {
    let equation = AdvectionDiffusionReaction(velocity: [.x: 0.7, .y: -1.3], diffusivity: 0.2) { s in -0.6 * s[.u] }
    try checkEquation(
      equation,
      solvedBy: .decayingWaves(
        velocity: [.x: 0.7, .y: -1.3], diffusivity: 0.2, decayRate: 0.6, wavenumbers: [.x: 2, .y: 1.5]),
      on: square.over(time: time))
  },
  "advection-diffusion, steady": {
    let equation = AdvectionDiffusionReaction(velocity: [.x: -0.7], diffusivity: 0.2, steady: true)
    try checkEquation(equation, solvedBy: .boundaryLayer(velocity: -0.7, diffusivity: 0.2), on: line)
  },
  "allen-cahn": {
    let equation = AllenCahnEquation(diffusivity: 0.3, rate: 1.7, dimension: 2)
    try checkEquation(
      equation, solvedBy: .front(diffusivity: 0.3, rate: 1.7, dimension: 2), on: square.over(time: time))
  },
  "burgers": {
    let solution = try ReferenceSolution.travellingWave(viscosity: 0.2, speed: 0.5, amplitude: 1.5)
    try checkEquation(BurgersEquation(viscosity: 0.2), solvedBy: solution, on: line.over(time: time))
  },
  "burgers in the plane": {
    try checkEquation(
      Burgers2D(viscosity: 0.02), solvedBy: .diagonalFront(viscosity: 0.02), on: square.over(time: time))
  },
  "fisher": {
    try checkEquation(
      FisherEquation(diffusivity: 0.3, rate: 1.7, dimension: 3),
      solvedBy: .front(diffusivity: 0.3, rate: 1.7, dimension: 3), on: cube.over(time: time))
  },
  "gray-scott": {
    // The pulse at rest has general coefficients, the front changes in time.
    let pulse = GrayScott(
      substrateDiffusivity: 0.3, catalystDiffusivity: 0.45, feed: 0.06, decay: 0.03, dimension: 2)
    let front = GrayScott(
      substrateDiffusivity: 0.3, catalystDiffusivity: 0.3, feed: 0.06, decay: 0, dimension: 2)
    try checkEquation(
      [
        pulse: .pulse(substrateDiffusivity: 0.3, feed: 0.06, decay: 0.03, dimension: 2),
        front: .front(diffusivity: 0.3, feed: 0.06, dimension: 2),
      ], on: square.over(time: time))
  },
  "heat": {
    try checkEquation(
      HeatEquation(diffusivity: 0.3, dimension: 3), solvedBy: .decayingSines(diffusivity: 0.3, modes: [1, 2, 3]),
      on: cube.over(time: time))
  },
  "heat with a source": {
    let equation = HeatEquation(diffusivity: 0.3) { s in 1.7 * sin(.pi * s[.x]) }
    try checkEquation(equation, solvedBy: .heatedRod(diffusivity: 0.3, strength: 1.7), on: line.over(time: time))
  },
  "helmholtz": {
    try checkEquation(
      HelmholtzEquation(wavenumber: 2.3, dimension: 3), solvedBy: .planeWave(wavenumber: 2.3, dimension: 3), on: cube)
  },
  "helmholtz with a source": {
    let equation = HelmholtzEquation(wavenumber: 2.3) { s in
      (2.3 * 2.3 - 17 * Double.pi * Double.pi) * sin(.pi * s[.x]) * sin(4 * .pi * s[.y])
    }
    try checkEquation(equation, solvedBy: .sines(1, 4), on: square)
  },
  "klein-gordon": {
    let (free, field) = (
      KleinGordonEquation(speed: 1.4, linear: 2.5, dimension: 2),
      KleinGordonEquation(speed: 1.4, linear: -2.5, cubic: 0.9, dimension: 2)
    )
    try checkEquation(
      [
        free: .planeWave(wavenumber: 1.5, speed: 1.4, linear: 2.5, dimension: 2),
        field: .kink(velocity: 0.6, speed: 1.4, linear: -2.5, cubic: 0.9, dimension: 2),
      ], on: square.over(time: time))
  },
  "korteweg-de vries": {
    try checkEquation(
      [
        KortewegDeVriesEquation(nonlinearity: 2.5, dispersion: 0.4):
          .soliton(speed: 1.3, nonlinearity: 2.5, dispersion: 0.4),
        KortewegDeVriesEquation(): .twoSolitons(wavenumbers: 0.6, 0.9),
      ], on: line.over(time: time), tolerance: 1e-10)
  },
  "kuramoto-sivashinsky": {
    try checkEquation(
      KuramotoSivashinskyEquation(growth: 1.4, damping: 0.6), solvedBy: .shock(speed: 0.5, growth: 1.4, damping: 0.6),
      on: line.over(time: time))
  },
  "laplace": {
    try checkEquation(PoissonEquation(dimension: 2), solvedBy: .harmonic, on: square)
    try checkEquation(PoissonEquation(dimension: 3), solvedBy: .pointCharge, on: octant)
  },
  "navier-stokes in the plane": {
    let equation = NavierStokes2D(viscosity: 0.3)
    try checkEquation(
      [
        equation: .taylorGreen(viscosity: 0.3, drift: 0.4), equation: .vortex(circulation: 5, drift: 0.4),
      ], on: quadrant.over(time: time))
  },
  "navier-stokes in the plane, steady": {
    let equation = NavierStokes2D(viscosity: 0.3, steady: true)
    try checkEquation(
      [equation: .kovasznay(viscosity: 0.3), equation: .vortex(circulation: 5)], on: quadrant)
  },
  "navier-stokes in space": {
    try checkEquation(
      NavierStokes3D(viscosity: 0.3), solvedBy: .beltrami(viscosity: 0.3, a: 1.2, d: 0.7), on: cube.over(time: time))
  },
  "navier-stokes by stream function": {
    let equation = StreamFunctionFlow(viscosity: 0.3)
    try checkEquation(
      [
        equation: .taylorGreenStream(viscosity: 0.3, drift: 0.4), equation: .vortexStream(circulation: 5, drift: 0.4),
      ], on: quadrant.over(time: time))
  },
  "navier-stokes by stream function, steady": {
    let equation = StreamFunctionFlow(viscosity: 0.3, steady: true)
    try checkEquation(
      [equation: .kovasznayStream(viscosity: 0.3), equation: .vortexStream(circulation: 5)], on: quadrant)
  },
  "navier-stokes by stream function and vorticity": {
    let equation = StreamFunctionVorticityFlow(viscosity: 0.3)
    try checkEquation(
      [
        equation: .taylorGreenStream(viscosity: 0.3, drift: 0.4), equation: .vortexStream(circulation: 5, drift: 0.4),
      ], on: quadrant.over(time: time))
  },
  "navier-stokes by stream function and vorticity, steady": {
    let equation = StreamFunctionVorticityFlow(viscosity: 0.3, steady: true)
    try checkEquation(
      [equation: .kovasznayStream(viscosity: 0.3), equation: .vortexStream(circulation: 5)], on: quadrant)
  },
  "navier-stokes by stream function and pressure": {
    let equation = StreamFunctionPressureFlow(viscosity: 0.3)
    try checkEquation(
      [
        equation: .taylorGreenStream(viscosity: 0.3, drift: 0.4), equation: .vortexStream(circulation: 5, drift: 0.4),
      ], on: quadrant.over(time: time))
  },
  "navier-stokes by stream function and pressure, steady": {
    let equation = StreamFunctionPressureFlow(viscosity: 0.3, steady: true)
    try checkEquation(
      [equation: .kovasznayStream(viscosity: 0.3), equation: .vortexStream(circulation: 5)], on: quadrant)
  },
  "poisson": {
    let equation = PoissonEquation(dimension: 2) { s in
      13 * Double.pi * Double.pi * sin(2 * .pi * s[.x]) * sin(3 * .pi * s[.y])
    }
    try checkEquation(equation, solvedBy: .sines(modes: [2, 3]), on: square)
    try checkEquation(
      PoissonEquation(dimension: 2, conductivity: { s in exp(2 * s[.x]) }), solvedBy: .exponentialMedium, on: square)
  },
  "schroedinger": {
    let soliton = SchroedingerEquation(dispersion: 0.8, nonlinearity: 1.6)
    try checkEquation(
      soliton, solvedBy: .brightSoliton(amplitude: 1.2, speed: 0.7, dispersion: 0.8, nonlinearity: 1.6),
      on: line.over(time: time))
    try checkEquation(
      SchroedingerEquation(dispersion: 0.8, nonlinearity: 1.6, dimension: 3),
      solvedBy: .planeWave(amplitude: 1.2, wavenumbers: [1, 2, 3], dispersion: 0.8, nonlinearity: 1.6),
      on: cube.over(time: time))
  },
  "stokes in the plane": {
    let equation = Stokes2D(viscosity: 0.3)
    try checkEquation(
      [equation: .stokeslet(viscosity: 0.3), equation: .collidingFlow(viscosity: 0.3)], on: quadrant)
  },
  "stokes in space": {
    try checkEquation(Stokes3D(viscosity: 0.3), solvedBy: .sphere(viscosity: 0.3, speed: 1.4), on: octant)
  },
  "wave": {
    try checkEquation(
      WaveEquation(speed: 1.4, dimension: 3), solvedBy: .standing(speed: 1.4, modes: [1, 2, 3]),
      on: cube.over(time: time))
    try checkEquation(
      WaveEquation(speed: 1.4), solvedBy: .partingPulses(speed: 1.4, width: 0.6), on: line.over(time: time))
  },
]

@Suite("Every equation") struct EquationTable {
  @Test("solves what is known", arguments: equations.map(\.key))
  func isSolved(_ name: String) throws {
    try equations.first { $0.key == name }!.value()
  }
}
