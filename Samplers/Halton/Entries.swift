// What Halton's and Hammersley's points say about themselves.

import PINNCore

extension SamplerEntry {
  /// `Halton`.
  public static var halton: SamplerEntry {
    SamplerEntry("halton", "Halton sequence, scrambled by the seed") { _ in Halton() }
  }

  /// `Hammersley`.
  public static var hammersley: SamplerEntry {
    SamplerEntry("hammersley", "Hammersley points, scrambled by the seed") { _ in Hammersley() }
  }
}
