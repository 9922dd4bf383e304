// What graded points say about themselves.

import PINNCore

extension SamplerEntry {
  /// `Graded` around a sampler, which is called `name`.
  public static func graded(_ base: some Sampler, _ name: String) -> SamplerEntry {
    SamplerEntry("graded", "\(name), `ratio` times as dense at the ends as in the middle of each axis") { a in
      Graded(
        base,
        ratio: try a.number(
          .init(
            "ratio", "how many times as dense points are at the ends of an axis as in its middle",
            range: .within(1...1e6)),
          default: Graded(base).ratio))
    }
  }
}
