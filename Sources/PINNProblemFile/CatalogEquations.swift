// The table of equations: a new one is a new line.

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
import TransportEquations
import WaveEquations

extension Catalog {
  static let standardEquations: [CatalogEntry<any Equation>] = [
    .init("advection", "A quantity that is carried along by a constant velocity", reference: "bump that travels") { a in
      try AdvectionEquation(velocity: a.coefficients("velocity"))
    },
    .init("advectionDiffusionReaction", "A quantity that is carried along, spreads, and comes into being at a rate") {
      a in
      try AdvectionDiffusionReaction(
        velocity: a.coefficients("velocity"), diffusivity: a.coefficient("diffusivity"), steady: a.flag("steady"),
        reaction: a.term("reaction"))
    },
    .init("allenCahn", "Phases that separate and coarsen, without conservation", reference: "front") { a in
      try AllenCahnEquation(
        diffusivity: a.coefficient("diffusivity"), rate: a.coefficient("rate"), dimension: a.dimension())
    },
    .init("beam", "Bending of an Euler-Bernoulli beam; of time with massPerLength", reference: "cantilever; vibration")
    { a in
      try EulerBernoulliBeam(
        stiffness: a.coefficient("stiffness"), massPerLength: a.optionalCoefficient("massPerLength"),
        load: a.term("load"))
    },
    .init("blackScholes", "Price V of an option over the asset price S and time", reference: "European call and put") {
      a in
      try BlackScholesEquation(volatility: a.coefficient("volatility"), interestRate: a.coefficient("interestRate"))
    },
    .init(
      "burgers", "A velocity that carries itself and is smoothed by viscosity",
      reference: "travelling wave; Cole-Hopf solution of -sin(pi x)"
    ) { a in
      try BurgersEquation(viscosity: a.coefficient("viscosity"))
    },
    .init("burgers2D", "Burgers' equations of two velocities in the plane", reference: "diagonal front (Fletcher)") {
      a in
      try Burgers2D(viscosity: a.coefficient("viscosity"))
    },
    .init(
      "cahnHilliard", "Separation of a mixture, with conservation",
      reference: "interface at rest; separation computed with SciPy"
    ) { a in
      try CahnHilliardEquation(
        mobility: a.coefficient("mobility"), gradientEnergy: a.coefficient("gradientEnergy"), dimension: a.dimension())
    },
    .init(
      "dampedOscillator", "A mass on a spring with friction, free or driven",
      reference: "free vibration; steady response"
    ) { a in
      try DampedOscillator(
        mass: a.coefficient("mass", default: 1), friction: a.coefficient("friction"),
        stiffness: a.coefficient("stiffness"), force: a.term("force"))
    },
    .init(
      "elasticity2D", "Small deformations of a solid in the plane; of time with density",
      reference: "cantilever; hanging bars; waves"
    ) { a in
      try LinearElasticity2D(
        youngsModulus: a.coefficient("youngsModulus"), poissonRatio: a.coefficient("poissonRatio", default: 0.3),
        plane: a.choice("plane", [("stress", .stress), ("strain", .strain)], default: "stress"),
        density: a.optionalCoefficient("density"), bodyForce: a.terms("bodyForce"))
    },
    .init(
      "elasticity3D", "Small deformations of a solid in space; of time with density",
      reference: "point force (Kelvin); hanging bars; waves"
    ) { a in
      try LinearElasticity3D(
        youngsModulus: a.coefficient("youngsModulus"), poissonRatio: a.coefficient("poissonRatio", default: 0.3),
        density: a.optionalCoefficient("density"), bodyForce: a.terms("bodyForce"))
    },
    .init("euler1D", "Compressible gas along a tube", reference: "rarefaction") { a in
      try CompressibleEuler1D(heatRatio: a.coefficient("heatRatio", default: 1.4))
    },
    .init("euler2D", "Compressible gas in the plane", reference: "vortex; rarefaction") { a in
      try CompressibleEuler2D(heatRatio: a.coefficient("heatRatio", default: 1.4))
    },
    .init("fisher", "A population that spreads and grows up to a limit", reference: "front (Ablowitz, Zeppetella)") {
      a in
      try FisherEquation(
        diffusivity: a.coefficient("diffusivity"), rate: a.coefficient("rate"), dimension: a.dimension())
    },
    .init(
      "grayScott", "Two substances that feed on each other and form patterns",
      reference: "pulse and front (Hale, Peletier, Troy)"
    ) { a in
      try GrayScott(
        substrateDiffusivity: a.coefficient("substrateDiffusivity"),
        catalystDiffusivity: a.coefficient("catalystDiffusivity"), feed: a.coefficient("feed"),
        decay: a.coefficient("decay"), dimension: a.dimension())
    },
    .init("heat", "Conduction of heat, and diffusion", reference: "decaying sines; heated rod") { a in
      try HeatEquation(diffusivity: a.coefficient("diffusivity"), dimension: a.dimension(), source: a.term("source"))
    },
    .init("helmholtz", "Waves of one frequency", reference: "plane wave; sines") { a in
      try HelmholtzEquation(wavenumber: a.coefficient("wavenumber"), dimension: a.dimension(), source: a.term("source"))
    },
    .init("kleinGordon", "Waves with a mass term and a cubic term", reference: "plane wave; kink") { a in
      try KleinGordonEquation(
        speed: a.coefficient("speed", default: 1), linear: a.coefficient("linear"),
        cubic: a.coefficient("cubic", default: 0),
        dimension: a.dimension(), source: a.term("source"))
    },
    .init("kortewegDeVries", "Long waves in shallow water, with solitons", reference: "soliton; two solitons (Hirota)")
    { a in
      try KortewegDeVriesEquation(
        nonlinearity: a.coefficient("nonlinearity", default: 6), dispersion: a.coefficient("dispersion", default: 1))
    },
    .init(
      "kuramotoSivashinsky", "Fronts of flames, with chaos in space and time",
      reference: "shock (Kuramoto, Tsuzuki; Kudryashov)"
    ) { a in
      try KuramotoSivashinskyEquation(
        growth: a.coefficient("growth", default: 1), damping: a.coefficient("damping", default: 1))
    },
    .init("linearSystem", "Two linear ordinary differential equations", reference: "matrix exponential") { a in
      try LinearSystem(a: a.coefficient("a"), b: a.coefficient("b"), c: a.coefficient("c"), d: a.coefficient("d"))
    },
    .init("lorenz", "Lorenz's model of convection, with chaos", reference: "trajectory computed with mpmath") { a in
      try Lorenz(
        prandtl: a.coefficient("prandtl", default: 10), rayleigh: a.coefficient("rayleigh", default: 28),
        aspect: a.coefficient("aspect", default: 8.0 / 3))
    },
    .init("lotkaVolterra", "Predators and prey", reference: "cycle computed with mpmath") { a in
      try LotkaVolterra(
        growth: a.coefficient("growth"), predation: a.coefficient("predation"), death: a.coefficient("death"),
        reproduction: a.coefficient("reproduction"))
    },
    .init(
      "maxwellTE", "Electromagnetic waves in the plane, the magnetic field across it", reference: "modes of a cavity"
    ) { a in
      try MaxwellTE(
        permittivity: a.coefficient("permittivity", default: 1),
        permeability: a.coefficient("permeability", default: 1),
        conductivity: a.optionalCoefficient("conductivity"))
    },
    .init(
      "maxwellTM", "Electromagnetic waves in the plane, the electric field across it", reference: "modes of a cavity"
    ) { a in
      try MaxwellTM(
        permittivity: a.coefficient("permittivity", default: 1),
        permeability: a.coefficient("permeability", default: 1),
        conductivity: a.optionalCoefficient("conductivity"))
    },
    .init("navierStokes2D", "Incompressible viscous flow in the plane", reference: "Kovasznay; Taylor-Green; vortex") {
      a in
      try NavierStokes2D(viscosity: a.coefficient("viscosity"), steady: a.flag("steady"))
    },
    .init("navierStokes3D", "Incompressible viscous flow in space", reference: "Beltrami flow (Ethier, Steinman)") {
      a in
      try NavierStokes3D(viscosity: a.coefficient("viscosity"), steady: a.flag("steady"))
    },
    .init(
      "plate", "Bending of a thin Kirchhoff plate; of time with massPerArea",
      reference: "sine load (Navier); clamped disc; vibration"
    ) { a in
      try KirchhoffPlate(
        rigidity: a.coefficient("rigidity"), massPerArea: a.optionalCoefficient("massPerArea"), load: a.term("load"))
    },
    .init(
      "poisson", "Potentials, steady heat and diffusion; Laplace's equation without a source",
      reference: "sines; harmonic function; point charge; exponential medium"
    ) { a in
      try PoissonEquation(dimension: a.dimension(), source: a.term("source"), conductivity: a.term("conductivity"))
    },
    .init("polarHeat", "Conduction of heat in polar, cylindrical or spherical coordinates", reference: "spreading bump")
    { a in
      try PolarHeatEquation(
        diffusivity: a.coefficient("diffusivity"), coordinates: a.polarCoordinates, source: a.term("source"))
    },
    .init(
      "polarPoisson", "Potentials in polar, cylindrical or spherical coordinates",
      reference: "harmonic functions; heated disc"
    ) { a in
      try PolarPoissonEquation(coordinates: a.polarCoordinates, source: a.term("source"))
    },
    .init(
      "schroedinger", "The (non)linear Schroedinger equation of psi = u + i v",
      reference: "bright soliton; plane wave; coherent state"
    ) { a in
      try SchroedingerEquation(
        dispersion: a.coefficient("dispersion", default: 0.5), nonlinearity: a.coefficient("nonlinearity", default: 1),
        dimension: a.dimension(), potential: a.term("potential"))
    },
    .init(
      "shallowWater1D", "Depth h and velocity of shallow water in a channel",
      reference: "dam break (Ritter); bowl (Thacker)"
    ) { a in
      try ShallowWater1D(gravity: a.coefficient("gravity"), bottom: a.term("bottom"))
    },
    .init("shallowWater2D", "Depth h and velocities of shallow water", reference: "bowl (Thacker)") { a in
      try ShallowWater2D(gravity: a.coefficient("gravity"), bottom: a.term("bottom"))
    },
    .init("stokes2D", "Creeping flow in the plane", reference: "colliding flow; Stokeslet") { a in
      try Stokes2D(viscosity: a.coefficient("viscosity"), force: a.terms("force"))
    },
    .init("stokes3D", "Creeping flow in space", reference: "flow around a sphere (Stokes)") { a in
      try Stokes3D(viscosity: a.coefficient("viscosity"), force: a.terms("force"))
    },
    .init("streamFunction", "Plane flow by its stream function psi", reference: "Kovasznay; Taylor-Green; vortex") {
      a in
      try StreamFunctionFlow(viscosity: a.coefficient("viscosity"), steady: a.flag("steady"))
    },
    .init(
      "streamFunctionPressure", "Plane flow by its stream function psi and its pressure",
      reference: "Kovasznay; Taylor-Green; vortex"
    ) { a in
      try StreamFunctionPressureFlow(viscosity: a.coefficient("viscosity"), steady: a.flag("steady"))
    },
    .init(
      "streamFunctionVorticity", "Plane flow by its stream function psi and its vorticity omega",
      reference: "Kovasznay; Taylor-Green; vortex"
    ) { a in
      try StreamFunctionVorticityFlow(viscosity: a.coefficient("viscosity"), steady: a.flag("steady"))
    },
    .init("wave", "Waves on strings and membranes, and sound", reference: "standing waves; d'Alembert") { a in
      try WaveEquation(speed: a.coefficient("speed"), dimension: a.dimension(), source: a.term("source"))
    },
  ]
}

extension Arguments {
  fileprivate var polarCoordinates: PolarCoordinates {
    get throws {
      try choice(
        "coordinates",
        [("radial", .radial), ("polar", .polar), ("axisymmetric", .axisymmetric), ("spherical", .spherical)])
    }
  }
}
