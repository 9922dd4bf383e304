// Every equation of this package against exact solutions known from elsewhere, one line each: what `checkEquation` asks
// of it, its docstring says. Coefficients are general, neither 0 nor 1 where the solution allows it, so that a
// forgotten factor shows.

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
import PINN
import PINNTestSupport
import PhaseFieldEquations
import PoissonEquations
import PolarEquations
import SchroedingerEquations
import ShallowWaterEquations
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
private let moments = try! Interval(.t, 0...2)
private let everyPolar: [PolarCoordinates] = [.radial, .polar, .axisymmetric, .spherical]

private func polarBox(_ coordinates: PolarCoordinates) throws -> Box {
  try Box(coordinates.axes.map { (axis: $0, range: $0 == .r ? 0.5...2 : 0.2...1.2) })
}

private let equations: KeyValuePairs<String, @Sendable () throws -> Void> = [
  "advection": {
    let velocity: [Axis: Double] = [.x: 0.7, .y: -1.3, .z: 0.4]
    try checkEquation(
      AdvectionEquation(velocity: velocity.mapValues { Coefficient($0) }),
      solvedBy: .travellingBump(velocity: velocity, width: 0.8), on: cube.over(time: time))
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
  "beam": {
    try checkEquation(
      EulerBernoulliBeam(stiffness: 2.3, load: { _ in 1.4 }),
      solvedBy: .cantilever(stiffness: 2.3, load: 1.4, length: 1.2),
      on: line)
    try checkEquation(
      EulerBernoulliBeam(stiffness: 2.3, massPerLength: 0.7),
      solvedBy: .vibration(stiffness: 2.3, massPerLength: 0.7, length: 1.2, mode: 2), on: line.over(time: time))
  },
  "black-scholes": {
    let prices = try Interval(.assetPrice, 20...60).over(time: time)
    let equation = BlackScholesEquation(volatility: 0.3, interestRate: 0.07)
    try checkEquation(
      [
        equation: .europeanCall(strike: 40, expiry: 1.5, volatility: 0.3, interestRate: 0.07),
        equation: .europeanPut(strike: 40, expiry: 1.5, volatility: 0.3, interestRate: 0.07),
      ], on: prices)
  },
  "burgers": {
    let solution = try ReferenceSolution.travellingWave(viscosity: 0.2, speed: 0.5, amplitude: 1.5)
    try checkEquation(BurgersEquation(viscosity: 0.2), solvedBy: solution, on: line.over(time: time))
  },
  "burgers in the plane": {
    try checkEquation(
      Burgers2D(viscosity: 0.02), solvedBy: .diagonalFront(viscosity: 0.02), on: square.over(time: time))
  },
  "cahn-hilliard": {
    // A mixture of one dimension that an independent program has computed, and an interface of three.
    let equation = CahnHilliardEquation(mobility: 0.6, gradientEnergy: 0.7, dimension: 3)
    try checkEquation(
      [
        equation: .separation(along: .x), equation: .separation(along: .y), equation: .separation(along: .z),
        equation: .interface(gradientEnergy: 0.7, dimension: 3),
      ], on: cube.over(time: 0...0.3), tolerance: 1e-7)
  },
  "damped oscillator": {
    try checkEquation(
      DampedOscillator(mass: 1.3, friction: 0.4, stiffness: 2.5),
      solvedBy: .freeVibration(mass: 1.3, friction: 0.4, stiffness: 2.5), on: moments)
    let driven = DampedOscillator(mass: 1.3, friction: 0.4, stiffness: 2.5) { s in cos(1.7 * s[.t]) }
    try checkEquation(
      driven, solvedBy: .response(mass: 1.3, friction: 0.4, stiffness: 2.5, frequency: 1.7), on: moments)
  },
  "elasticity in the plane": {
    let force: [Axis: LinearElasticity2D.Term] = [.x: { _ in -0.8 }, .y: { _ in -1.4 }]
    let free = LinearElasticity2D(youngsModulus: 2.1, poissonRatio: 0.3, plane: .stress)
    let heavy = LinearElasticity2D(youngsModulus: 2.1, poissonRatio: 0.3, plane: .stress, bodyForce: force)
    try checkEquation(
      [
        free: .cantilever(youngsModulus: 2.1, poissonRatio: 0.3, force: 0.6, length: 1.4, depth: 0.5),
        heavy: .hanging(youngsModulus: 2.1, poissonRatio: 0.3, weight: [.x: 0.8, .y: 1.4]),
      ], on: square)
    for plane in [LinearElasticity2D.PlaneState.stress, .strain] {
      try checkEquation(
        LinearElasticity2D(youngsModulus: 2.1, poissonRatio: 0.3, plane: plane, density: 1.7),
        solvedBy: .waves(youngsModulus: 2.1, poissonRatio: 0.3, plane: plane, density: 1.7, wavenumber: 2),
        on: square.over(time: time))
    }
  },
  "elasticity in space": {
    let force: [Axis: LinearElasticity3D.Term] = [.x: { _ in -0.8 }, .y: { _ in -1.4 }, .z: { _ in 0.6 }]
    let free = LinearElasticity3D(youngsModulus: 2.1, poissonRatio: 0.3)
    let heavy = LinearElasticity3D(youngsModulus: 2.1, poissonRatio: 0.3, bodyForce: force)
    try checkEquation(
      [
        free: .pointForce(youngsModulus: 2.1, poissonRatio: 0.3, force: 10),
        heavy: .hanging(youngsModulus: 2.1, poissonRatio: 0.3, weight: [.x: 0.8, .y: 1.4, .z: -0.6]),
      ], on: octant)
    try checkEquation(
      LinearElasticity3D(youngsModulus: 2.1, poissonRatio: 0.3, density: 1.7),
      solvedBy: .waves(youngsModulus: 2.1, poissonRatio: 0.3, density: 1.7, wavenumber: 2), on: cube.over(time: time))
  },
  "euler along a tube": {
    try checkEquation(
      CompressibleEuler1D(heatRatio: 1.3), solvedBy: .rarefaction(pressure: 0.7, heatRatio: 1.3),
      on: Interval(-0.5...0.5).over(time: 1...2))
  },
  "euler in the plane": {
    let equation = CompressibleEuler2D(heatRatio: 1.3)
    try checkEquation(
      [
        equation: .vortex(strength: 4, drift: (u: 0.8, v: -0.5), heatRatio: 1.3),
        equation: .rarefaction(pressure: 0.7, heatRatio: 1.3),
      ], on: Box(x: -0.3...0.3, y: -0.3...0.3).over(time: 1...2))
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
  "linear system": {
    try checkEquation(
      LinearSystem(a: 0.3, b: -1.7, c: 0.9, d: -0.4),
      solvedBy: .linear(a: 0.3, b: -1.7, c: 0.9, d: -0.4, u0: 1, v0: 0.5), on: moments)
    try checkEquation(
      LinearSystem(a: 0.3, b: 1.7, c: 0.9, d: -0.4),
      solvedBy: .linear(a: 0.3, b: 1.7, c: 0.9, d: -0.4, u0: 1, v0: 0.5), on: moments)
  },
  "lorenz": {
    try checkEquation(Lorenz(), solvedBy: .trajectory, on: Interval(.t, 0...0.25), tolerance: 1e-10)
  },
  "lotka-volterra": {
    let equation = LotkaVolterra(growth: 1.1, predation: 0.4, death: 0.5, reproduction: 0.1)
    try checkEquation(equation, solvedBy: .cycle, on: Interval(.t, 0...1), tolerance: 1e-10)
  },
  "maxwell, transverse electric": {
    try checkEquation(
      MaxwellTE(permittivity: 1.4, permeability: 0.8, conductivity: 0.6),
      solvedBy: .cavity(modes: 2, 1, permittivity: 1.4, permeability: 0.8, conductivity: 0.6),
      on: square.over(time: time))
  },
  "maxwell, transverse magnetic": {
    try checkEquation(
      MaxwellTM(permittivity: 1.4, permeability: 0.8, conductivity: 0.6),
      solvedBy: .cavity(modes: 2, 1, permittivity: 1.4, permeability: 0.8, conductivity: 0.6),
      on: square.over(time: time))
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
  "plate": {
    let load: KirchhoffPlate.Term = { s in 1.4 * sin(.pi * s[.x]) * sin(0.5 * .pi * s[.y]) }
    try checkEquation(
      KirchhoffPlate(rigidity: 2.3, load: load), solvedBy: .sineLoad(rigidity: 2.3, load: 1.4, height: 2), on: square)
    try checkEquation(
      KirchhoffPlate(rigidity: 2.3, load: { _ in 1.4 }), solvedBy: .clampedDisc(rigidity: 2.3, load: 1.4, radius: 1.2),
      on: square)
    try checkEquation(
      KirchhoffPlate(rigidity: 2.3, massPerArea: 0.7),
      solvedBy: .vibration(rigidity: 2.3, massPerArea: 0.7, wavenumbers: 2, 3), on: square.over(time: time))
  },
  "poisson": {
    let equation = PoissonEquation(dimension: 2) { s in
      13 * Double.pi * Double.pi * sin(2 * .pi * s[.x]) * sin(3 * .pi * s[.y])
    }
    try checkEquation(equation, solvedBy: .sines(modes: [2, 3]), on: square)
    try checkEquation(
      PoissonEquation(dimension: 2, conductivity: { s in exp(2 * s[.x]) }), solvedBy: .exponentialMedium, on: square)
  },
  "polar heat": {
    for coordinates in everyPolar {
      try checkEquation(
        PolarHeatEquation(diffusivity: 0.3, coordinates: coordinates),
        solvedBy: .spreadingBump(diffusivity: 0.3, coordinates: coordinates),
        on: polarBox(coordinates).over(time: time))
    }
  },
  "polar poisson": {
    for coordinates in everyPolar {
      try checkEquation(
        PolarPoissonEquation(coordinates: coordinates), solvedBy: .harmonic(in: coordinates), on: polarBox(coordinates))
    }
    try checkEquation(
      PolarPoissonEquation(coordinates: .spherical) { _ in 1.4 },
      solvedBy: .heatedDisc(source: 1.4, coordinates: .spherical), on: polarBox(.spherical))
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
  "shallow water in a channel": {
    try checkEquation(
      ShallowWater1D(gravity: 9.81), solvedBy: .damBreak(gravity: 9.81, depth: 0.4), on: line.over(time: 1...2))
    try checkEquation(
      ShallowWater1D(gravity: 9.81, bottom: { s in 0.4 * pow(s[.x] / 1.5, 2) }),
      solvedBy: .bowl(gravity: 9.81, depth: 0.4, radius: 1.5, amplitude: 0.3), on: line.over(time: time))
  },
  "shallow water in the plane": {
    try checkEquation(
      ShallowWater2D(gravity: 9.81, bottom: { s in 0.4 / 2.25 * (pow(s[.x], 2) + pow(s[.y], 2)) }),
      solvedBy: .bowl(gravity: 9.81, depth: 0.4, radius: 1.5, amplitude: 0.3), on: square.over(time: time))
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
