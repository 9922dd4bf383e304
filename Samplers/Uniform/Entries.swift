// What uniform points say about themselves.

import PINNCore

extension SamplerEntry {
  /// `UniformRandom`.
  public static var uniform: SamplerEntry {
    SamplerEntry("uniform", "Independent uniform points") { _ in UniformRandom() }
  }
}
