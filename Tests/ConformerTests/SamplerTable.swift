// Every sampler of this package, through the public checker. A new sampler is a new line.

import GradedSampling
import HaltonSampling
import LatinHypercubeSampling
import PINNCore
import PINNTestSupport
import RSequenceSampling
import SobolSampling
import TensorGridSampling
import Testing
import UniformSampling

@Suite struct SamplerTable {
  static let random: [any Sampler] = [
    UniformRandom(),
    LatinHypercube(),
    LatinHypercube(centered: true),
    Maximin(LatinHypercube()),
    Sobol(),
    Sobol(scrambling: .digitalShift),
    Halton(),
    Hammersley(),
    RSequence(),
    Graded(LatinHypercube()),
    Graded(Sobol(), ratio: 50, leastAxes: 2),
  ]

  /// The same points for every seed.
  static let fixed: [any Sampler] = [
    Sobol(scrambling: .none),
    Halton(scrambled: false),
    Hammersley(scrambled: false),
    RSequence(shifted: false),
    TensorGrid(.equidistant),
    TensorGrid(.chebyshev),
    TensorGrid(.gaussLegendre),
    Graded(TensorGrid(.gaussLegendre), ratio: 2),
  ]

  @Test(arguments: random.indices) func randomSamplersKeepTheirPromises(_ i: Int) throws {
    try checkSampler(Self.random[i])
  }

  @Test(arguments: fixed.indices) func fixedSamplersKeepTheirPromises(_ i: Int) throws {
    try checkSampler(Self.fixed[i], isRandom: false)
  }
}
