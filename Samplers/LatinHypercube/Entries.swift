// What Latin hypercubes say about themselves.

import PINNCore

extension SamplerEntry {
  /// `LatinHypercube`.
  public static var latinHypercube: SamplerEntry {
    SamplerEntry("latinHypercube", "Latin hypercube: one point in every slice of every axis") { a in
      LatinHypercube(
        centered: try a.flag(
          .init("centered", "whether points are in the middles of their slices, not anywhere in them"),
          default: LatinHypercube().centered))
    }
  }

  /// `Maximin`.
  public static var maximin: SamplerEntry {
    SamplerEntry("maximin", "The Latin hypercube of several whose points keep farthest apart") { a in
      Maximin(
        LatinHypercube(),
        candidates: try a.whole(
          .init("candidates", "how many are drawn, of which the best is taken", range: .within(1...1_000)),
          default: Maximin(LatinHypercube()).candidates))
    }
  }
}
