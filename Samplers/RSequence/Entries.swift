// What the sequence of the golden ratio says about itself.

import PINNCore

extension SamplerEntry {
  /// `RSequence`.
  public static var rSequence: SamplerEntry {
    SamplerEntry("rSequence", "Sequence of the generalised golden ratio, shifted by the seed") { _ in RSequence() }
  }
}
