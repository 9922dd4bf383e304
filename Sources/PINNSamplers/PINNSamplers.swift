// All samplers of this package: their modules, and the lists that problem files, the command line, the guide and the tests go
// by. A new sampler is its folder, an import and a line here.

@_exported import BoundarySampling
@_exported import GradedSampling
@_exported import HaltonSampling
@_exported import LatinHypercubeSampling
import PINNCore
@_exported import RSequenceSampling
@_exported import ResidualAdaptiveSampling
@_exported import SobolSampling
@_exported import TensorGridSampling
@_exported import UniformSampling

/// The samplers of this package.
public let allSamplers: [SamplerEntry] = [
  .graded(LatinHypercube(), "Latin hypercube"), .grid, .halton, .hammersley, .latinHypercube, .maximin, .rSequence,
  .sobol, .uniform,
]

/// The samplers of this package that choose points by their residuals.
public let allAdaptiveSamplers: [AdaptiveSamplerEntry] = [.r3, .rad, .rar]
