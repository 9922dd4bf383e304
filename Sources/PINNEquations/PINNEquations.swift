// All equations of this package: their modules, and the list that problem files, the command line, the guide and the tests
// go by. A new equation is its folder, an import and a line here.

@_exported import BendingEquations
@_exported import BlackScholesEquations
@_exported import BurgersEquations
@_exported import DynamicsEquations
@_exported import ElasticityEquations
@_exported import EulerEquations
@_exported import FisherEquations
@_exported import GrayScottEquations
@_exported import HeatEquations
@_exported import HelmholtzEquations
@_exported import KleinGordonEquations
@_exported import KortewegDeVriesEquations
@_exported import KuramotoSivashinskyEquations
@_exported import MaxwellEquations
@_exported import NavierStokesEquations
@_exported import PhaseFieldEquations
@_exported import PoissonEquations
@_exported import PolarEquations
@_exported import SchroedingerEquations
@_exported import ShallowWaterEquations
@_exported import StokesEquations
@_exported import TransportEquations
@_exported import WaveEquations
import PINNCore

/// The equations of this package, by subject.
public let allEquations: [EquationEntry] = [
  .advection, .advectionDiffusionReaction, .burgers, .burgers2D,
  .heat, .polarHeat, .fisher, .grayScott, .allenCahn, .cahnHilliard,
  .poisson, .polarPoisson, .helmholtz, .wave, .kleinGordon, .schroedinger, .maxwellTM, .maxwellTE,
  .kortewegDeVries, .kuramotoSivashinsky,
  .navierStokes2D, .navierStokes3D, .streamFunction, .streamFunctionVorticity, .streamFunctionPressure,
  .stokes2D, .stokes3D, .shallowWater1D, .shallowWater2D, .euler1D, .euler2D,
  .elasticity2D, .elasticity3D, .plate, .beam,
  .blackScholes, .linearSystem, .dampedOscillator, .lotkaVolterra, .lorenz,
]
