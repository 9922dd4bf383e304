// The frame around a plot: two axes with ticks and labels, and room for them around.

import PINNFields

/// Sizes in points that all pictures share.
enum Style {
  static let plot = Size(width: 270, height: 190)
  static let text = 9.0
  static let tickText = 8.0
  static let tick = 3.0
  static let gap = 3.0
  static let line = Stroke(color: Color(gray: 0.15), width: 0.6)
  static let note = Color(gray: 0.35)
}

/// One axis of a frame.
struct FrameAxis: Sendable {
  var scale: Scale
  var label: Label

  /// Ticks with labels that leave room between them on an axis of some length, read along it or across it.
  func ticks(length: Double, across: Bool, on canvas: Canvas) -> Ticks {
    var count = Int(length / (across ? 20 : 30))
    while true {
      let ticks = Ticks(on: scale, atMost: count)
      let places = ticks.major.map { scale.share(of: $0.value) * length }
      let room = zip(places.dropFirst(), places).map(-).min() ?? .infinity
      let need = across ? 1.3 * Style.tickText : 8 + Self.widest(of: ticks, on: canvas)
      if need <= room || count <= 2 { return ticks }
      count -= 1
    }
  }

  static func widest(of ticks: Ticks, on canvas: Canvas) -> Double {
    ticks.major.map { Label($0.label, size: Style.tickText).width(on: canvas) }.max() ?? 0
  }
}

/// Two axes around a plot of a given size.
struct Frame: Sendable {
  var size: Size
  var horizontal: FrameAxis
  var vertical: FrameAxis
  var title = Label("", size: Style.text)

  /// The frame of a map over two axes: two axes of space have equal scales, unless it would become too slim.
  static func map(over axes: [Axis], _ horizontal: FrameAxis, _ vertical: FrameAxis, title: String) -> Frame {
    let width = horizontal.scale.high - horizontal.scale.low
    let height = vertical.scale.high - vertical.scale.low
    var size = Style.plot
    if !axes.contains(.t), (0.2...5).contains(width / height) {
      let scale = min(Style.plot.width / width, 230 / height)
      size = Size(width: (width * scale).rounded(), height: (height * scale).rounded())
    }
    return Frame(size: size, horizontal: horizontal, vertical: vertical, title: Label(title, size: Style.text))
  }

  /// The room that labels need around the plot, in whole points.
  func margins(on canvas: Canvas) -> (left: Double, top: Double, right: Double, bottom: Double) {
    let ticks = ticks(on: canvas)
    let left = Style.tick + Style.gap + FrameAxis.widest(of: ticks.vertical, on: canvas) + 2 * Style.gap + Style.text
    let above = ticks.vertical.factor.isEmpty && title.width(on: canvas) == 0 ? 0.5 * Style.tickText : 1.7 * Style.text
    let below = Style.tick + Style.gap + Style.tickText + 2 * Style.gap + Style.text
    let last = ticks.horizontal.major.last.map { tick in
      0.5 * Label(tick.label, size: Style.tickText).width(on: canvas)
        - (1 - horizontal.scale.share(of: tick.value)) * size.width
    }
    return (left.rounded(.up), above.rounded(.up), max(2, last ?? 0).rounded(.up), below.rounded(.up))
  }

  /// Where a number of each axis is in the plot.
  func point(_ x: Double, _ y: Double, in plot: Rect) -> Point {
    Point(
      x: plot.x + horizontal.scale.share(of: x) * plot.width,
      y: plot.maxY - vertical.scale.share(of: y) * plot.height)
  }

  /// Draws everything but what is inside.
  func draw(on canvas: Canvas, around plot: Rect) {
    let ticks = ticks(on: canvas)
    canvas.stroke(plot, Style.line)
    let baseline = plot.maxY + Style.tick + Style.gap + 0.5 * Style.tickText
    let x = { (value: Double) in plot.x + horizontal.scale.share(of: value) * plot.width }
    let y = { (value: Double) in plot.maxY - vertical.scale.share(of: value) * plot.height }
    let downTicks = ticks.horizontal.marks.map { value, length in
      [Point(x: x(value), y: plot.maxY), Point(x: x(value), y: plot.maxY + length)]
    }
    let leftTicks = ticks.vertical.marks.map { value, length in
      [Point(x: plot.x, y: y(value)), Point(x: plot.x - length, y: y(value))]
    }
    canvas.stroke(downTicks + leftTicks, Style.line)
    for (value, label) in ticks.horizontal.major {
      Label(label, size: Style.tickText).draw(on: canvas, at: Point(x: x(value), y: baseline), .center)
    }
    let edge = plot.x - Style.tick - Style.gap
    for (value, label) in ticks.vertical.major {
      Label(label, size: Style.tickText).draw(on: canvas, at: Point(x: edge, y: y(value)), .right)
    }
    let labelLine = baseline + 0.5 * Style.tickText + 2 * Style.gap + 0.4 * Style.text
    horizontal.label.draw(on: canvas, at: Point(x: plot.x + 0.5 * plot.width, y: labelLine), .center)
    Label(ticks.horizontal.factor, size: Style.tickText).draw(on: canvas, at: Point(x: plot.maxX, y: labelLine), .right)
    let labelEdge = edge - FrameAxis.widest(of: ticks.vertical, on: canvas) - 2 * Style.gap - 0.5 * Style.text
    vertical.label.draw(on: canvas, at: Point(x: labelEdge, y: plot.y + 0.5 * plot.height), .center, upwards: true)
    let above = plot.y - 0.85 * Style.text
    Label(ticks.vertical.factor, size: Style.tickText).draw(on: canvas, at: Point(x: plot.x - 8, y: above), .left)
    title.draw(on: canvas, at: Point(x: plot.x + 0.5 * plot.width, y: above), .center)
  }

  private func ticks(on canvas: Canvas) -> (horizontal: Ticks, vertical: Ticks) {
    (
      horizontal.ticks(length: size.width, across: false, on: canvas),
      vertical.ticks(length: size.height, across: true, on: canvas)
    )
  }
}

extension Ticks {
  /// All marks with their lengths.
  var marks: [(value: Double, length: Double)] {
    major.map { ($0.value, Style.tick) } + minor.map { ($0, 0.6 * Style.tick) }
  }
}

extension FieldSnapshot {
  /// How a picture calls a field or an axis: "velocity u (m/s)".
  func label(of name: String) -> Label {
    let quantity = quantity(name)
    let words =
      quantity.longName.isEmpty ? name : quantity.role == .value ? "\(quantity.longName) \(name)" : quantity.longName
    let unit = quantity.unit.isEmpty ? "" : " (\(quantity.unit))"
    return Label(words + unit, size: Style.text, isFormula: true)
  }
}
