// A field over two axes as colours: on a grid, on triangles, or as dots at points.

import PINNFields

/// A map of a field over two axes, with a bar of its colours.
///
/// Between the grid's values the field is drawn linear along each axis. Values that are no finite numbers are holes, and
/// a line below the map counts them. Time runs to the right; two axes of space have equal scales unless the map would
/// become too slim.
public struct FieldMap: Plot {
  /// The map in its frame.
  public let picture: Picture
  /// How many values are no finite numbers.
  public let missing: Int

  /// The map of a field of a snapshot over two axes: a grid of two axes, or points over two with or without triangles.
  ///
  /// - Parameters:
  ///   - colors: errors and residuals are `.diverging` around 0 unless said otherwise, all others `.viridis`.
  ///   - range: the numbers of the first and the last colour, to compare maps (default: those of the field).
  ///   - title: a line above, such as "t = 0.5".
  /// - Throws: `ProblemError` for a field that isn't there or isn't over two axes, or parts of the snapshot that don't fit.
  public init(
    _ snapshot: FieldSnapshot, _ field: String, colors: ColorMap? = nil, range: ClosedRange<Double>? = nil,
    title: String = ""
  ) throws {
    try snapshot.validate()
    let values = try snapshot.field(field).elements
    guard snapshot.axes.count == 2, snapshot.points == nil || snapshot.coordinates.isEmpty else {
      let axes = snapshot.axes.map(\.name).joined(separator: ", ")
      throw ProblemError("a map is over two axes, but '\(field)' is over (\(axes)); cut the others with slice(at:)")
    }
    let hasSign = [.error, .residual].contains(snapshot.quantity(field).role)
    let colors = colors ?? (hasSign ? .diverging : .viridis)
    let bar = FrameAxis(
      scale: Scale(of: range.map { [$0.lowerBound, $0.upperBound] } ?? values, isSymmetric: range == nil && hasSign),
      label: snapshot.label(of: field))
    let shades = Shades(colors, bar.scale)
    missing = values.count { !$0.isFinite }
    let source = MapSource(snapshot, values)
    let padding = snapshot.points != nil && snapshot.cells.isEmpty ? 0.03 : 0
    let axes = source.axes.map {
      FrameAxis(scale: Scale(of: $0.values, padding: padding), label: snapshot.label(of: $0.axis.name))
    }
    picture = Picture(
      Picture.Panel(
        frame: .map(over: snapshot.axes, axes[0], axes[1], title: title), side: .colors(colors, bar),
        notes: missing == 0 ? [] : ["\(missing) of \(values.count) values are missing (outside, or not finite)"],
        isClipped: snapshot.points == nil
      ) { canvas, frame, plot in
        source.draw(shades, on: canvas, frame, plot)
      })
  }
}

/// The colours of numbers.
struct Shades: Sendable {
  private let scale: Scale
  private let table: [Color]

  init(_ map: ColorMap, _ scale: Scale) {
    self.scale = scale
    table = (0...1023).map { map.color(at: Double($0) / 1023) }
  }

  /// The colour of a number; nil for one that isn't finite.
  subscript(value: Double) -> Color? {
    guard value.isFinite else { return nil }
    return table[Int((min(1, max(0, scale.share(of: value))) * 1023).rounded())]
  }
}
