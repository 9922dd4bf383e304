// What Sobol's sequence says about itself.

import PINNCore

extension SamplerEntry {
  /// `Sobol`.
  public static var sobol: SamplerEntry {
    SamplerEntry("sobol", "Sobol sequence, scrambled by the seed") { _ in Sobol() }
  }
}
