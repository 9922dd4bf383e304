// Points in a plane, set by set: where a problem's conditions are held.

import PINNFields

/// Sets of points over two axes, as dots of one colour each.
public struct PointPlot: Plot {
  /// The dots in their frame.
  public let picture: Picture

  /// The sets by name, the columns of their points [N, 2] being `axes`, in a frame from end to end of `bounds` (default:
  /// of the points). Time runs to the right.
  ///
  /// Throws `ProblemError` unless there are two axes, and as many columns in each set.
  public init(
    _ sets: [(name: String, points: Tensor<Double>)], axes: [Axis], bounds: [ClosedRange<Double>]? = nil,
    title: String = ""
  ) throws {
    guard axes.count == 2, bounds?.count ?? 2 == 2, sets.allSatisfy({ $0.points.rank == 2 && $0.points.rowLength == 2 })
    else {
      throw ProblemError(
        "points are drawn over two axes, not over (\(axes.map(\.name).joined(separator: ", "))) with "
          + "\(sets.map(\.points.shape)) coordinates")
    }
    let order = axes.toTheRightFirst
    let empty = FieldSnapshot(fields: [])
    let frameAxes = order.map { column in
      FrameAxis(
        scale: bounds.map { Scale(of: [$0[column].lowerBound, $0[column].upperBound]) }
          ?? Scale(of: sets.lazy.flatMap { $0.points.column(column) }, padding: 0.03),
        label: empty.label(of: axes[column].name))
    }
    let colors = sets.indices.map { Color.distinct[$0 % Color.distinct.count] }
    let entries = zip(sets, colors).map { set, color in
      LegendEntry(label: Label("\(set.name): \(set.points.count)", size: Style.tickText), color: color)
    }
    let frame = Frame.map(over: axes, frameAxes[0], frameAxes[1], title: title)
    picture = Picture(
      Picture.Panel(frame: frame, side: .legend(entries), isClipped: false) { canvas, frame, plot in
        for (set, color) in zip(sets, colors) {
          let places = (0..<set.points.count).map { i in
            frame.point(set.points[i, order[0]], set.points[i, order[1]], in: plot)
          }
          let isCrowded = Double(set.points.count) > plot.width * plot.height / 20
          canvas.dots(places, radius: isCrowded ? 0.6 : 1.2, color)
        }
      })
  }
}
