// The tables of regions, networks and samplers: a new one is a new line.

import GradedSampling
import HaltonSampling
import LatinHypercubeSampling
import PINNCore
import PINNGeometry
import PINNNetworks
import RSequenceSampling
import SobolSampling
import TensorGridSampling
import UniformSampling

extension Catalog {
  static let standardRegions: [PartEntry<any Region>] = [
    .init("ball", "Ball in space, of one piece 'boundary' unless named") { a in
      try Ball(center: a.numbers("center"), radius: a.number("radius"), piece: a.text("piece", default: "boundary"))
    },
    .init("cone", "Cone along z, or a part of one") { a in
      try Cone(
        base: a.numbers("base"), radius: a.number("radius"), topRadius: a.number("topRadius", default: 0),
        height: a.number("height"))
    },
    .init("cylinder", "Cylinder along z") { a in
      try Cylinder(base: a.numbers("base"), radius: a.number("radius"), height: a.number("height"))
    },
    .init("disk", "Disk in the plane, of one piece 'boundary' unless named") { a in
      try Ball(center: a.numbers("center"), radius: a.number("radius"), piece: a.text("piece", default: "boundary"))
    },
    .init("ellipsoid", "Ellipse or ellipsoid along the axes") { a in
      try Ellipsoid(
        center: a.numbers("center"), semiaxes: a.numbers("semiaxes"), piece: a.text("piece", default: "boundary"))
    },
    .init("halfSpace", "Half of the plane or of space, to cut with ('within', 'without')") { a in
      try HalfSpace(
        through: a.numbers("through"), normal: a.numbers("normal"), piece: a.text("piece", default: "plane"))
    },
    .init("polygon", "Polygon in the plane by its vertices, with holes") { a in
      try Polygon(a.points("vertices"), holes: a.rings("holes"))
    },
    .init("shell", "Ring in the plane or hollow ball in space") { a in
      try Shell(center: a.numbers("center"), inner: a.number("inner"), outer: a.number("outer"))
    },
    .init("stl", "Solid in space bounded by the triangles of an STL file") { a in
      let (file, piece) = (try a.file("file"), try a.text("piece", default: "boundary"))
      return try TriangulatedSolid(stl: file, piece: piece)
    },
    .init("torus", "Torus around the direction z") { a in
      try Torus(
        center: a.numbers("center"), majorRadius: a.number("majorRadius"), minorRadius: a.number("minorRadius"))
    },
  ]

  static let standardNetworks: [PartEntry<any Network>] = [
    .init("fourier", "Random Fourier features of the inputs, then another network") { a in
      try fourier(
        a.whole("count", default: 64, atMost: 4_096), a.numbers("scales", default: [1]), a.seed, then: a.inner)
    },
    .init("mlp", "Multilayer perceptron") { a in
      try MLP(width: a.width, depth: a.depth, activation: a.activation)
    },
    .init("modifiedMLP", "Perceptron whose layers are gated by two encoders of the inputs") { a in
      try ModifiedMLP(width: a.width, depth: a.depth, activation: a.activation)
    },
    .init("periodic", "Sines and cosines of one axis in its place, then another network: periodic by construction") {
      a in
      try periodic(
        Axis(a.text("along")), a.number("period"), a.whole("harmonics", default: 1, atMost: 1_000), then: a.inner)
    },
    .init("pirate", "Adaptive residual blocks that start as a linear map of the inputs' features") { a in
      try fourier(
        a.whole("count", default: 64, atMost: 4_096), a.numbers("scales", default: [1]), a.seed,
        then: PirateNet(blocks: a.blocks, activation: a.activation))
    },
    .init("residual", "Perceptron of residual blocks") { a in
      try ResidualNetwork(
        width: a.width, blocks: a.blocks, activation: a.activation)
    },
    .init("separable", "Sum of products of one network for each axis") { a in
      try separable(rank: a.whole("rank", default: 16, atMost: 4_096), of: a.inner)
    },
    .init("separate", "One network for each unknown") { a in try SeparateNetworks(a.inner) },
    .init("siren", "Sines in all layers") { a in
      try SIREN(
        width: a.width, depth: a.depth,
        frequency: a.number("frequency", default: 30))
    },
  ]

  static let standardSamplers: [PartEntry<any Sampler>] = [
    .init("graded", "Latin hypercube, `ratio` times as dense at the ends as in the middle of each axis") { a in
      let sampler = Graded(LatinHypercube(), ratio: try a.number("ratio", default: 3))
      try sampler.validate()
      return sampler
    },
    .init("grid", "Regular grid of equal spacing, Chebyshev or Gauss-Legendre nodes") { a in
      try TensorGrid(a.choice("nodes", NodeRule.allCases.map { ($0.rawValue, $0) }, default: "equidistant"))
    },
    .init("halton", "Halton sequence, scrambled by the seed") { _ in Halton() },
    .init("hammersley", "Hammersley points, scrambled by the seed") { _ in Hammersley() },
    .init("latinHypercube", "Latin hypercube: one point in every slice of every axis") { a in
      try LatinHypercube(centered: a.flag("centered"))
    },
    .init("maximin", "The Latin hypercube of several whose points keep farthest apart") { a in
      try Maximin(LatinHypercube(), candidates: a.whole("candidates", default: 10, atMost: 1_000))
    },
    .init("rSequence", "Sequence of the generalised golden ratio, shifted by the seed") { _ in RSequence() },
    .init("sobol", "Sobol sequence, scrambled by the seed") { _ in Sobol() },
    .init("uniform", "Independent uniform points") { _ in UniformRandom() },
  ]

  // Networks around others are generic types; these open the inner one.
  private static func fourier(_ count: Int, _ scales: [Double], _ seed: UInt64, then inner: some Network) -> any Network
  {
    FourierFeatures(count: count, scales: scales, seed: seed, then: inner)
  }
  private static func periodic(
    _ axis: Axis, _ period: Double, _ harmonics: Int, then inner: some Network
  ) -> any Network {
    PeriodicEmbedding(along: axis, period: period, harmonics: harmonics, then: inner)
  }
  private static func separable(rank: Int, of inner: some Network) -> any Network {
    SeparableNetwork(rank: rank, of: inner)
  }
}

extension PluginArguments {
  /// The network that another one is put around; a perceptron unless said otherwise.
  fileprivate var inner: any Network {
    get throws {
      try network("then", default: MLP(width: 30, depth: 3))
    }
  }

  fileprivate var activation: Activation {
    get throws { try choice("activation", Activation.all.map { ($0.description, $0) }, default: "tanh") }
  }

  fileprivate var width: Int { get throws { try whole("width", default: 30, atMost: 4_096) } }
  fileprivate var depth: Int { get throws { try whole("depth", default: 3, atMost: 100) } }
  fileprivate var blocks: Int { get throws { try whole("blocks", default: 3, atMost: 100) } }
  fileprivate var seed: UInt64 { get throws { UInt64(try whole("seed", default: 0)) } }
}
