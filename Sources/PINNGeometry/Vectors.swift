// The little vector algebra that regions share, and their checks of numbers that a person gave.

import Foundation
import PINNCore

func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}

func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

func minus(_ a: [Double], _ b: [Double]) -> [Double] { a.indices.map { a[$0] - b[$0] } }

/// a + s b
func plus(_ a: [Double], _ s: Double, _ b: [Double]) -> [Double] { a.indices.map { a[$0] + s * b[$0] } }

func normalized(_ a: [Double]) -> [Double] {
  let length = norm(a)
  return a.map { $0 / length }
}

func cross(_ a: [Double], _ b: [Double]) -> [Double] {
  [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// The distance of a point from the segment from `a` to `b`.
func distance(_ point: [Double], toSegment a: [Double], _ b: [Double]) -> Double {
  let (along, from) = (minus(b, a), minus(point, a))
  let share = min(max(dot(from, along) / dot(along, along), 0), 1)
  return norm(plus(from, -share, along))
}

/// The argument in `range` at which an increasing function has a value, by bisection to the last digit.
func inverse(_ f: (Double) -> Double, at value: Double, over range: ClosedRange<Double>) -> Double {
  var (lower, upper) = (range.lowerBound, range.upperBound)
  while true {
    let middle = 0.5 * (lower + upper)
    guard lower < middle, middle < upper else { return middle }
    if f(middle) < value { lower = middle } else { upper = middle }
  }
}

/// "(0, 1.5)": coordinates as `%g`.
func list(_ point: [Double]) -> String {
  "(" + point.map { String(format: "%g", $0 + 0) }.joined(separator: ", ") + ")"
}

/// " (x, y)"
func suffix(_ axes: [Axis]) -> String { " (" + axes.map(\.name).joined(separator: ", ") + ")" }

/// The axes given, or x, y, z as far as they are needed. Throws `ProblemError` for a number of coordinates other than those
/// allowed, axes that don't match it or aren't distinct, and coordinates that aren't finite.
func checkedAxes(
  _ axes: [Axis]?, for point: [Double], _ what: String, allowed: ClosedRange<Int> = 2...3
) throws -> [Axis] {
  guard allowed ~= point.count else {
    let numbers = allowed.count == 1 ? "\(allowed.lowerBound)" : "\(allowed.lowerBound) or \(allowed.upperBound)"
    throw ProblemError("\(what) must have \(numbers) coordinates, not \(point.count)")
  }
  guard point.allSatisfy(\.isFinite) else { throw ProblemError("\(what) must have finite coordinates, not \(point)") }
  let chosen = axes ?? Array([Axis.x, .y, .z].prefix(point.count))
  guard chosen.count == point.count else {
    throw ProblemError("\(what) has \(point.count) coordinates, but there are \(chosen.count) axes\(suffix(chosen))")
  }
  try checkDistinct(chosen)
  return chosen
}

/// Throws `ProblemError` unless the number is finite and above 0.
func checkPositive(_ value: Double, _ what: String) throws {
  guard value > 0, value.isFinite else { throw ProblemError("\(what) must be a finite number above 0, not \(value)") }
}

/// The box of ranges `center` - `reach` to `center` + `reach`.
func bounds(_ center: [Double], _ reach: [Double]) -> [ClosedRange<Double>] {
  zip(center, reach).map { $0 - $1...$0 + $1 }
}

/// The boundary piece called `name` of a region whose defining function is known and has no other zeros: the whole boundary.
func wholeBoundary(
  of region: some Region, name: String, as surface: some Region, normal: @escaping @Sendable ([Double]) -> [Double]
) -> BoundaryPiece {
  BoundaryPiece(
    name: name, region: surface, distance: PieceDistance { try region.definingFunction(at: $0) }, normal: normal)
}
