// What stands to the right of a plot: a bar of colours with its numbers, or a legend.

/// Explains the colours of a plot.
enum SideBar: Sendable {
  /// The colours of numbers.
  case colors(ColorMap, FrameAxis)
  /// The lines and dots of things with names.
  case legend([LegendEntry])

  private static let gap = 9.0
  private static let barWidth = 9.0
  private static let lineHeight = 13.0
  private static let sample = 18.0

  func width(height: Double, on canvas: Canvas) -> Double {
    switch self {
    case .colors(_, let axis):
      let ticks = axis.ticks(length: height, across: true, on: canvas)
      let text = max(
        FrameAxis.widest(of: ticks, on: canvas), Label(ticks.factor, size: Style.tickText).width(on: canvas) - 14)
      let label = axis.label.width(on: canvas) > 0 ? 2 * Style.gap + Style.text : 0
      return Self.gap + Self.barWidth + Style.tick + Style.gap + text + label
    case .legend(let entries):
      return Self.gap + Self.sample + 5 + (entries.map { $0.label.width(on: canvas) }.max() ?? 0)
    }
  }

  /// The height above the plot and the height that it needs in all.
  func height(plot: Double, on canvas: Canvas) -> (above: Double, all: Double) {
    switch self {
    case .colors(_, let axis):
      let ticks = axis.ticks(length: plot, across: true, on: canvas)
      return (ticks.factor.isEmpty ? 0.5 * Style.tickText : 1.7 * Style.text, plot)
    case .legend(let entries): return (0, Double(entries.count) * Self.lineHeight)
    }
  }

  /// Draws it beside a plot.
  func draw(on canvas: Canvas, beside plot: Rect) {
    switch self {
    case .colors(let map, let axis): draw(map, axis, on: canvas, beside: plot)
    case .legend(let entries):
      for (i, entry) in entries.enumerated() {
        let y = plot.y + (Double(i) + 0.5) * Self.lineHeight
        let x = plot.maxX + Self.gap
        if let stroke = entry.stroke {
          canvas.stroke([[Point(x: x, y: y), Point(x: x + Self.sample, y: y)]], stroke)
        } else {
          canvas.dots([Point(x: x + 0.5 * Self.sample, y: y)], radius: 2.5, entry.color)
        }
        entry.label.draw(on: canvas, at: Point(x: x + Self.sample + 5, y: y))
      }
    }
  }

  private func draw(_ map: ColorMap, _ axis: FrameAxis, on canvas: Canvas, beside plot: Rect) {
    let bar = Rect(x: plot.maxX + Self.gap, y: plot.y, width: Self.barWidth, height: plot.height)
    let steps = 256
    canvas.image(
      (0..<steps).map { map.color(at: 1 - (Double($0) + 0.5) / Double(steps)) }, width: 1, height: steps, in: bar)
    canvas.stroke(bar, Style.line)
    let ticks = axis.ticks(length: plot.height, across: true, on: canvas)
    let y = { (value: Double) in bar.maxY - axis.scale.share(of: value) * bar.height }
    canvas.stroke(
      ticks.marks.map { value, length in [Point(x: bar.maxX, y: y(value)), Point(x: bar.maxX + length, y: y(value))] },
      Style.line)
    let edge = bar.maxX + Style.tick + Style.gap
    for (value, label) in ticks.major {
      Label(label, size: Style.tickText).draw(on: canvas, at: Point(x: edge, y: y(value)))
    }
    Label(ticks.factor, size: Style.tickText).draw(on: canvas, at: Point(x: bar.x, y: plot.y - 0.85 * Style.text))
    let labelEdge = edge + FrameAxis.widest(of: ticks, on: canvas) + 2 * Style.gap + 0.5 * Style.text
    axis.label.draw(on: canvas, at: Point(x: labelEdge, y: plot.y + 0.5 * plot.height), .center, upwards: true)
  }
}

/// A line of a legend: the sample of a line, or of a dot where there is no stroke.
struct LegendEntry: Sendable {
  var label: Label
  var stroke: Stroke?
  var color = Color.black
}
