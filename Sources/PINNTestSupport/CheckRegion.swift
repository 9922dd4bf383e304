// What every region must do, checked by routes that don't use its own formulas: counting the points that it contains, and
// Gauss's theorem, which ties measures, normals and samples of the boundary to the interior.

import Foundation
import PINNCore

/// Checks a region of full dimension: that its map is onto points that it contains and preserves measure, that its measure,
/// its bounds and its signed distance agree with `contains`, and that its boundary pieces have unique names, lie on the
/// boundary, close it (Gauss's theorem), have outward unit normals, and distance formulas, if any, that vanish on them and are
/// positive inside. Takes about a second.
///
/// Throws `CheckFailure` for the first promise that is broken.
public func checkRegion(_ region: any Region, seed: UInt64 = 0) throws {
  let check = RegionCheck(region, rng: RandomStream(seed: seed, for: StreamKey(.checks, of: "region")))
  try check.checkForm()
  var interior = try Interior(check)
  try interior.checkDistance()
  try interior.checkMeasure()
  try interior.checkMap()
  let pieces = try region.boundary.map { try PieceSamples($0, of: check) }
  try checkGauss(check, interior, pieces)
  try checkFormulas(check, interior, pieces)
}

/// The region under the check.
struct RegionCheck {
  let region: any Region
  let rng: RandomStream

  /// The largest length of its bounding box.
  let size: Double
  /// A thousand roundings.
  let tolerance: Double

  init(_ region: any Region, rng: RandomStream) {
    self.region = region
    self.rng = rng
    size = region.bounds.reduce(0) { max($0, $1.upperBound - $1.lowerBound) }
    tolerance = 1000 * region.tolerance
  }

  func require(_ condition: Bool, _ finding: @autoclosure () -> String) throws {
    guard condition else { throw CheckFailure("\(region)", finding()) }
  }

  func checkForm() throws {
    let count = region.axes.count
    try require(count > 0 && Set(region.axes).count == count, "the axes must be distinct, not \(region.axes)")
    try require(region.bounds.count == count, "there are \(region.bounds.count) bounds for \(count) axes")
    try require(region.dimension == count, "the dimension is \(region.dimension), but there are \(count) axes")
    try require(
      region.bounds.allSatisfy { ($0.upperBound - $0.lowerBound).isFinite && $0.lowerBound < $0.upperBound },
      "a region that stands alone has finite bounds, not \(region.bounds)")
    try require(region.measure > 0 && region.measure.isFinite, "the measure is \(region.measure)")
    let names = region.boundary.map(\.name)
    try require(Set(names).count == names.count, "the boundary pieces' names aren't unique: \(names)")
    try require(!region.contains(region.axes.map { _ in .nan }), "contains(_:) accepts points that are not numbers")
  }
}

/// What `contains` says of many points of the bounding box.
struct Interior {
  let check: RegionCheck
  /// Stratified pairs of the bounding box, whether the region contains them, and their signed distances.
  let points: [[Double]]
  let isInside: [Bool]
  let distances: [Double]
  let bounds: [ClosedRange<Double>]
  let boxMeasure: Double
  private var rng: RandomStream
  private static let coarse = 64

  init(_ check: RegionCheck) throws {
    self.check = check
    rng = check.rng
    let bounds = check.region.bounds
    self.bounds = bounds
    points = stratifiedPairs(dimension: bounds.count, cells: 25_000, using: &rng).map { unit in
      zip(unit, bounds).map { $1.lowerBound + $0 * ($1.upperBound - $1.lowerBound) }
    }
    isInside = points.map(check.region.contains)
    distances = points.map(check.region.signedDistance)
    boxMeasure = bounds.reduce(1) { $0 * ($1.upperBound - $1.lowerBound) }
  }

  /// The sign of the signed distance is that of `contains`, it is no larger than the distance to a point of the other side,
  /// and outside of the bounding box nothing is contained.
  func checkDistance() throws {
    var last: [Bool: Int] = [:]
    for (i, point) in points.enumerated() {
      let distance = distances[i]
      try check.require(distance.isFinite, "the signed distance of \(point) is \(distance)")
      try check.require(
        distance.magnitude <= check.tolerance || (distance < 0) == isInside[i],
        "the signed distance of \(point) is \(distance), but contains(_:) says \(isInside[i])")
      if let j = last[!isInside[i]] {
        let gap = norm(zip(point, points[j]).map { $0 - $1 })
        try check.require(
          distance.magnitude + distances[j].magnitude <= gap + check.tolerance,
          "the signed distances \(distance) of \(point) and \(distances[j]) of \(points[j]) are of larger magnitude than the "
            + "distance from the boundary, which lies between these points")
      }
      last[isInside[i]] = i
      let far = zip(point, bounds).map { 3 * $0 - ($1.lowerBound + $1.upperBound) }
      let isOut = zip(far, bounds).contains { $0 < $1.lowerBound || $0 > $1.upperBound }
      try check.require(!isOut || !check.region.contains(far), "\(far) is contained, but outside of the bounds")
    }
  }

  /// The measure is the bounding box's times the share of points that are inside.
  func checkMeasure() throws {
    let counted = integral(isInside.map { $0 ? 1 : 0 }, times: boxMeasure)
    try check.require(
      counted.agrees(with: Estimate(value: check.region.measure), slack: 2e-4 * boxMeasure),
      "the measure is \(check.region.measure), but counting the points inside gives \(counted.value) with a standard "
        + "deviation of \(counted.variance.squareRoot())")
  }

  /// Uniform points of the unit cube go to points inside, as many to each part as its measure demands (chi-square test).
  mutating func checkMap() throws {
    let region = check.region
    let count = 20_000
    var observed: [Int: Double] = [:]
    for i in 0..<count + 2 {
      let unit = (0..<region.dimension).map { _ in i < 2 ? Double(i) : rng.uniform() }
      let point = region.point(at: unit)
      try check.require(point.count == region.axes.count, "point(at: \(unit)) has \(point.count) coordinates")
      try check.require(region.contains(point), "point(at: \(unit)) is \(point), which isn't inside")
      if i >= 2 { observed[cell(of: point), default: 0] += 1 }
    }
    var expected: [Int: Double] = [:]
    let inside = points.indices.filter { isInside[$0] }
    for i in inside { expected[cell(of: points[i]), default: 0] += Double(count) / Double(inside.count) }
    // Cells with few points are thrown together, as the test needs.
    var statistic = 0.0
    var cells = 0.0
    var rest = (observed: 0.0, expected: 0.0)
    func add(_ observed: Double, _ expected: Double) {
      // The expectation is counted too, which adds to the variance.
      let variance = expected * (1 + Double(count) / Double(inside.count))
      statistic += (observed - expected) * (observed - expected) / variance
      cells += 1
    }
    for key in Set(expected.keys).union(observed.keys).sorted() {
      let (o, e) = (observed[key] ?? 0, expected[key] ?? 0)
      if e >= 20 { add(o, e) } else { rest = (rest.observed + o, rest.expected + e) }
    }
    if rest.expected >= 20 { add(rest.observed, rest.expected) }
    let degrees = max(cells - 1, 1)
    try check.require(
      statistic <= degrees + 6 * (2 * degrees).squareRoot(),
      "its map doesn't preserve measure: chi-square is \(statistic) for \(degrees) degrees of freedom")
  }

  /// The cell of a point among about 64 equal ones of the bounding box.
  private func cell(of point: [Double]) -> Int {
    let count = max(2, Int(pow(Double(Self.coarse), 1 / Double(point.count))))
    return zip(point, bounds).reduce(0) { cell, coordinate in
      let (x, range) = coordinate
      let share = (x - range.lowerBound) / (range.upperBound - range.lowerBound)
      return cell * count + min(max(Int(share * Double(count)), 0), count - 1)
    }
  }
}

func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
