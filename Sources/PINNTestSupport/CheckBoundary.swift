// The part of the check of regions that is about their boundaries.

import Foundation
import PINNCore

/// Points of a boundary piece with their normals.
struct PieceSamples {
  let piece: BoundaryPiece
  let points: [[Double]]
  let normals: [[Double]]

  /// Samples the piece and checks each point: on the piece and on the boundary, the normal of length 1 and outward.
  init(_ piece: BoundaryPiece, of check: RegionCheck) throws {
    let region = check.region
    let name = "boundary piece '\(piece.name)'"
    try check.require(
      piece.region.dimension == region.dimension - 1 && piece.region.axes == region.axes,
      "\(name) has dimension \(piece.region.dimension) and axes \(piece.region.axes)")
    try check.require(
      piece.region.measure > 0 && piece.region.measure.isFinite, "\(name) has measure \(piece.region.measure)")
    var rng = check.rng
    let samples = stratifiedPairs(dimension: piece.region.dimension, cells: 2000, using: &rng)
      .map(piece.region.point)
    let directions = samples.map(piece.normal)
    let step = 1e-6 * check.size
    let bounds = piece.region.bounds
    var strays = 0
    for (point, normal) in zip(samples, directions) {
      try check.require(piece.region.contains(point), "\(name) has the point \(point), but doesn't contain it")
      let distance = region.signedDistance(to: point)
      try check.require(
        distance.magnitude <= check.tolerance, "\(point) of \(name) isn't on the boundary but \(distance) from it")
      let outOfBounds = zip(point, bounds).contains {
        $0 < $1.lowerBound - check.tolerance || $0 > $1.upperBound + check.tolerance
      }
      try check.require(!outOfBounds, "\(point) of \(name) is outside of the piece's bounds")
      try check.require(
        normal.count == point.count && (norm(normal) - 1).magnitude < 1e-9,
        "the normal \(normal) of \(name) at \(point) has the length \(norm(normal))")
      let outside = region.signedDistance(to: zip(point, normal).map { $0 + step * $1 })
      let inside = region.signedDistance(to: zip(point, normal).map { $0 - step * $1 })
      if outside <= 0 || inside >= 0 { strays += 1 }
    }
    // Next to an edge a step along the normal may end anywhere.
    try check.require(
      strays * 100 <= samples.count, "\(strays) of \(samples.count) normals of \(name) don't point from the inside out")
    (self.piece, points, normals) = (piece, samples, directions)
  }
}

/// Gauss's theorem: the integral of f n_j over the boundary is that of df/dx_j over the interior, here for 1, and for
/// polynomials and waves along each axis. A piece that is missing, counted twice, of a wrong measure, unevenly sampled or with
/// a wrong normal breaks it.
func checkGauss(_ check: RegionCheck, _ interior: Interior, _ pieces: [PieceSamples]) throws {
  let bounds = check.region.bounds
  let tests: [(f: (Double) -> Double, derivative: (Double) -> Double)] = [
    ({ _ in 1 }, { _ in 0 }), ({ $0 }, { _ in 1 }), ({ $0 * $0 * $0 }, { 3 * $0 * $0 }),
    ({ sin(3 * $0 + 1) }, { 3 * sin(3 * $0 + 1 + .pi / 2) }),
  ]
  let surface = pieces.reduce(0) { $0 + $1.piece.region.measure }
  for i in bounds.indices {
    let (middle, half) = (0.5 * (bounds[i].lowerBound + bounds[i].upperBound), 0.5 * length(bounds[i]))
    for j in bounds.indices {
      for test in tests {
        var flux = Estimate()
        for piece in pieces {
          let values = zip(piece.points, piece.normals).map { test.f(($0[i] - middle) / half) * $1[j] }
          let part = integral(values, times: piece.piece.region.measure)
          flux = Estimate(value: flux.value + part.value, variance: flux.variance + part.variance)
        }
        let source = integral(
          zip(interior.points, interior.isInside).map {
            i == j && $1 ? test.derivative(($0[i] - middle) / half) / half : 0
          }, times: interior.boxMeasure)
        // The slack is for jumps of the normal along a curve, which lie in so few cells that their variance isn't known.
        try check.require(
          flux.agrees(with: source, slack: 3e-3 * surface),
          "the boundary pieces don't close the region: a flux along \(check.region.axes[j]) of \(flux.value) through them "
            + "meets a source of \(source.value) inside, with standard deviations of \(flux.variance.squareRoot()) and "
            + "\(source.variance.squareRoot())")
      }
    }
  }
}

/// Formulas: the defining function has the sign of the inside; a distance vanishes on its piece, is positive inside, and grows
/// there about as fast as the distance.
func checkFormulas(_ check: RegionCheck, _ interior: Interior, _ pieces: [PieceSamples]) throws {
  let region = check.region
  let margin = 1e-6 * check.size
  if let formula = try known({ try region.definingFunction(at: region.axes.map { .coordinate($0) }) }) {
    for (i, value) in try values(of: formula, at: interior.points, of: region).enumerated() {
      let distance = interior.distances[i]
      try check.require(
        distance.magnitude < margin || (value > 0) == (distance < 0) && value.isFinite,
        "the defining function is \(value) at \(interior.points[i]), where the signed distance is \(distance)")
    }
  }
  for piece in pieces {
    let name = piece.piece.name
    guard let formula = try known({ try region.distanceFunction(to: [.named(name)]) }) else { continue }
    for (i, value) in try values(of: formula, at: interior.points, of: region).enumerated() {
      try check.require(
        interior.distances[i] > -margin || value > 0 && value.isFinite,
        "the distance formula from '\(name)' is \(value) at \(interior.points[i]) inside")
    }
    for (point, value) in zip(piece.points, try values(of: formula, at: piece.points, of: region)) {
      try check.require(
        value.magnitude <= check.tolerance, "the distance formula from '\(name)' is \(value) at \(point) of that piece")
    }
    let step = 1e-3 * check.size
    let near = zip(piece.points, piece.normals).map { zip($0, $1).map { $0 - step * $1 } }
    let ratios = try values(of: formula, at: near, of: region).map { $0 / step }.sorted()
    let median = ratios[ratios.count / 2]
    try check.require(
      0.25...4 ~= median, "the distance formula from '\(name)' grows \(median) times as fast as the distance")
    for other in pieces {
      let least = try values(of: formula, at: other.points, of: region).min()!
      try check.require(
        least >= -check.tolerance, "the distance formula from '\(name)' is \(least) on '\(other.piece.name)'")
    }
  }
}

/// The formula, nil if the region says that it has none.
private func known(_ formula: () throws -> Expr) throws -> Expr? {
  do { return try formula() } catch is ProblemError { return nil }
}

private func values(of formula: Expr, at points: [[Double]], of region: any Region) throws -> [Double] {
  try Program<Double>(values: [formula], axes: region.axes).values(at: Tensor(rows: points)).elements
}

private func length(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }
