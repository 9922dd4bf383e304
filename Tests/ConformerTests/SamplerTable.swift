// Every sampler of the list, and variants that no entry makes, through the public checkers.

import PINNCore
import PINNSamplers
import PINNTestSupport
import Testing

@Suite struct SamplerTable {
  /// The names of those that give the same points for every seed.
  static let fixedNames = ["grid"]

  @Test(arguments: allSamplers.map(\.name)) func doesWhatItsEntrySays(_ name: String) throws {
    let entry = try #require(allSamplers.first { $0.name == name })
    try checkEntry(entry, isRandom: !Self.fixedNames.contains(name))
  }

  static let random: [any Sampler] = [
    LatinHypercube(centered: true),
    Sobol(scrambling: .digitalShift),
    Graded(Sobol(), ratio: 50, leastAxes: 2),
  ]

  static let fixed: [any Sampler] = [
    Sobol(scrambling: .none),
    Halton(scrambled: false),
    Hammersley(scrambled: false),
    RSequence(shifted: false),
    TensorGrid(.chebyshev),
    TensorGrid(.gaussLegendre),
    Graded(TensorGrid(.gaussLegendre), ratio: 2),
  ]

  @Test(arguments: random.indices) func randomVariantsKeepTheirPromises(_ i: Int) throws {
    try checkSampler(Self.random[i])
  }

  @Test(arguments: fixed.indices) func fixedVariantsKeepTheirPromises(_ i: Int) throws {
    try checkSampler(Self.fixed[i], isRandom: false)
  }
}
