// Where a map's numbers come from, and how they become pixels.

import Foundation
import PINNFields

/// Values over two axes, the first to the right and the second upwards.
struct MapSource: Sendable {
  enum Place: Sendable {
    /// The value at (i, j) of the axes is number i * steps[0] + j * steps[1].
    case grid(steps: [Int])
    case points(triangles: [[Int]])
  }

  let axes: [(axis: Axis, values: [Double])]
  private let place: Place
  private let values: [Double]

  /// The values of a field of a snapshot over two axes.
  init(_ snapshot: FieldSnapshot, _ values: [Double]) {
    self.values = values
    if let points = snapshot.points {
      axes = points.axes.toTheRightFirst.map { (points.axes[$0], points.points.column($0)) }
      place = .points(triangles: snapshot.cells.flatMap { triangles(of: $0, snapshot.cellShape($0)) })
    } else {
      let (slow, fast) = (snapshot.coordinates[0], snapshot.coordinates[1])
      axes = slow.axis == .t ? [slow, fast] : [fast, slow]
      let count = fast.values.count
      place = .grid(steps: slow.axis == .t ? [count, 1] : [1, count])
    }
  }

  func draw(_ shades: Shades, on canvas: Canvas, _ frame: Frame, _ plot: Rect) {
    let width = Int(plot.width * Picture.pixelsPerPoint)
    let height = Int(plot.height * Picture.pixelsPerPoint)
    switch place {
    case .grid(let steps):
      canvas.image(grid(steps, shades, frame, width, height), width: width, height: height, in: plot)
    case .points(let triangles) where triangles.isEmpty:
      let places = values.indices.map { frame.point(axes[0].values[$0], axes[1].values[$0], in: plot) }
      // Equal colours in one path; the middle distance of the points is about the root of the area for each.
      let radius = min(4, max(0.8, 0.38 * (plot.width * plot.height / Double(max(1, values.count))).squareRoot()))
      for (place, value) in zip(places, values) {
        if let color = shades[value] { canvas.dots([place], radius: radius, color) }
      }
    case .points(let triangles):
      var pixels = [Color?](repeating: nil, count: width * height)
      let corners = values.indices.map {
        let point = frame.point(
          axes[0].values[$0], axes[1].values[$0], in: Rect(x: 0, y: 0, width: Double(width), height: Double(height)))
        return (x: point.x - 0.5, y: point.y - 0.5, value: values[$0])
      }
      for triangle in triangles { fill(triangle.map { corners[$0] }, shades, &pixels, width, height) }
      canvas.image(pixels, width: width, height: height, in: plot)
    }
  }

  // MARK: - Pixels

  /// Values at the pixels' middles, linear along each axis.
  private func grid(_ steps: [Int], _ shades: Shades, _ frame: Frame, _ width: Int, _ height: Int) -> [Color?] {
    let columns = Self.places(width, in: axes[0].values, frame.horizontal.scale)
    let rows = Self.places(height, in: axes[1].values, frame.vertical.scale)
    var pixels: [Color?] = []
    pixels.reserveCapacity(width * height)
    for (j, y) in rows.reversed() {
      for (i, x) in columns {
        let start = i * steps[0] + j * steps[1]
        var value = (1 - x) * (1 - y) * values[start]
        // A neighbour of no weight may be beyond the last value, or a hole.
        if x > 0 { value += x * (1 - y) * values[start + steps[0]] }
        if y > 0 { value += (1 - x) * y * values[start + steps[1]] }
        if x > 0, y > 0 { value += x * y * values[start + steps[0] + steps[1]] }
        pixels.append(shades[value])
      }
    }
    return pixels
  }

  /// For each of `count` pixels along an axis the stored value before it, and how much of the way to the next one it is.
  private static func places(_ count: Int, in values: [Double], _ scale: Scale) -> [(index: Int, share: Double)] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    let isReversed = values.count > 1 && values[0] > values[values.count - 1]
    var next = 0
    return (0..<count).map { pixel in
      let x = scale.low + (Double(pixel) + 0.5) / Double(count) * (scale.high - scale.low)
      while next < order.count, values[order[next]] <= x { next += 1 }
      guard next > 0 else { return (order[0], 0) }
      guard next < order.count else { return (order[order.count - 1], 0) }
      let (below, above) = (values[order[next - 1]], values[order[next]])
      let share = (x - below) / (above - below)
      return isReversed ? (order[next], 1 - share) : (order[next - 1], share)
    }
  }

  /// A triangle with the values of its corners, linear in between.
  private func fill(
    _ corners: [(x: Double, y: Double, value: Double)], _ shades: Shades, _ pixels: inout [Color?], _ width: Int,
    _ height: Int
  ) {
    let (a, b, c) = (corners[0], corners[1], corners[2])
    let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    guard area != 0 else { return }
    let low = { (values: [Double], last: Int) in min(last, max(0, Int((values.min() ?? 0).rounded(.down)))) }
    let high = { (values: [Double], last: Int) in min(last, max(0, Int((values.max() ?? 0).rounded(.up)))) }
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    for j in low(ys, height - 1)...high(ys, height - 1) {
      for i in low(xs, width - 1)...high(xs, width - 1) {
        let (x, y) = (Double(i), Double(j))
        let shareB = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area
        let shareC = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area
        let shareA = 1 - shareB - shareC
        guard min(shareA, shareB, shareC) >= -1e-9 else { continue }
        pixels[j * width + i] = shades[shareA * a.value + shareB * b.value + shareC * c.value]
      }
    }
  }
}

/// The triangles between a plane cell's corners.
private func triangles(of cell: [Int], _ shape: CellShape?) -> [[Int]] {
  switch shape?.straight {
  case .triangle: [Array(cell.prefix(3))]
  case .quadrilateral: [[cell[0], cell[1], cell[2]], [cell[0], cell[2], cell[3]]]
  default: []
  }
}

extension [Axis] {
  /// The positions of two axes, the one to the right first: time, else by name.
  var toTheRightFirst: [Int] { indices.sorted { self[$0] < self[$1] } }
}
