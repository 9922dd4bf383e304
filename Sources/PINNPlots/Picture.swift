// Pictures as values: a plot in its frame, or several side by side; drawn when they are written.

/// A picture, ready to be written or put into a `Figure`.
public struct Picture: Sendable {
  /// A plot in its frame.
  struct Panel: Sendable {
    var frame: Frame
    var side: SideBar?
    /// Lines below the plot, about what it can't show.
    var notes: [String] = []
    /// Whether what is drawn ends at the frame.
    var isClipped = true
    /// Draws what is in the frame.
    var content: @Sendable (Canvas, Frame, Rect) -> Void
  }

  private indirect enum Content {
    case panel(Panel)
    case grid([Picture], columns: Int)
  }

  private let content: Content
  private static let spacing = 14.0
  private static let noteHeight = 11.0

  init(_ panel: Panel) { content = .panel(panel) }

  /// Pictures in rows of some columns.
  init(_ pictures: [Picture], columns: Int) { content = .grid(pictures, columns: columns) }

  /// The plot's own rectangle in the picture that begins at the origin, for tests; nil for several plots.
  func plotArea(on canvas: Canvas) -> Rect? {
    guard case .panel(let panel) = content else { return nil }
    let margins = margins(of: panel, on: canvas)
    return Rect(x: margins.left, y: margins.top, width: panel.frame.size.width, height: panel.frame.size.height)
  }

  func size(on canvas: Canvas) -> Size { extent(on: canvas).size }

  func draw(on canvas: Canvas, at origin: Point) {
    switch content {
    case .panel(let panel): draw(panel, on: canvas, at: origin)
    case .grid(let pictures, let columns):
      let cells = Self.cells(pictures, columns, on: canvas)
      for (picture, place) in zip(pictures, cells.places) {
        picture.draw(on: canvas, at: Point(x: origin.x + place.x, y: origin.y + place.y))
      }
    }
  }

  // MARK: - Arrangement

  /// The size, and how far the plot is from the left and from the top.
  private typealias Extent = (size: Size, left: Double, top: Double)

  private func extent(on canvas: Canvas) -> Extent {
    switch content {
    case .panel(let panel):
      let margins = margins(of: panel, on: canvas)
      let size = Size(
        width: margins.left + panel.frame.size.width + margins.right,
        height: margins.top + panel.frame.size.height + margins.bottom)
      return (size, margins.left, margins.top)
    case .grid(let pictures, let columns): return (Self.cells(pictures, columns, on: canvas).size, 0, 0)
    }
  }

  /// Where the pictures of a grid go, so that plots in a row begin at one height, and plots in a column at one place.
  private static func cells(_ pictures: [Picture], _ columns: Int, on canvas: Canvas) -> (size: Size, places: [Point]) {
    let extents = pictures.map { $0.extent(on: canvas) }
    let columnIndices = (0..<min(columns, extents.count)).map {
      Array(stride(from: $0, to: extents.count, by: columns))
    }
    let rowIndices = stride(from: 0, to: extents.count, by: columns).map {
      Array($0..<min($0 + columns, extents.count))
    }
    let lefts = columnIndices.map { column in column.map { extents[$0].left }.max() ?? 0 }
    let tops = rowIndices.map { row in row.map { extents[$0].top }.max() ?? 0 }
    let widths = zip(columnIndices, lefts).map { column, left in
      column.map { left - extents[$0].left + extents[$0].size.width }.max() ?? 0
    }
    let heights = zip(rowIndices, tops).map { row, top in
      row.map { top - extents[$0].top + extents[$0].size.height }.max() ?? 0
    }
    let places = extents.indices.map { i in
      let (row, column) = (i / columns, i % columns)
      return Point(
        x: widths[..<column].reduce(lefts[column] - extents[i].left) { $0 + $1 + spacing },
        y: heights[..<row].reduce(tops[row] - extents[i].top) { $0 + $1 + spacing })
    }
    let size = Size(
      width: widths.reduce(-spacing) { $0 + $1 + spacing }, height: heights.reduce(-spacing) { $0 + $1 + spacing })
    return (size, places)
  }

  // MARK: - One plot

  private func draw(_ panel: Panel, on canvas: Canvas, at origin: Point) {
    let margins = margins(of: panel, on: canvas)
    let plot = Rect(
      x: origin.x + margins.left, y: origin.y + margins.top, width: panel.frame.size.width,
      height: panel.frame.size.height)
    if panel.isClipped {
      canvas.clipped(to: plot) { panel.content(canvas, panel.frame, plot) }
      panel.frame.draw(on: canvas, around: plot)
    } else {
      panel.frame.draw(on: canvas, around: plot)
      panel.content(canvas, panel.frame, plot)
    }
    panel.side?.draw(on: canvas, beside: plot)
    let below = plot.maxY + panel.frame.margins(on: canvas).bottom
    for (i, note) in panel.notes.enumerated() {
      let y = below + (Double(i) + 0.6) * Self.noteHeight
      Label(note, size: Style.tickText).draw(on: canvas, at: Point(x: plot.x, y: y), .left, Style.note)
    }
  }

  private func margins(
    of panel: Panel, on canvas: Canvas
  ) -> (left: Double, top: Double, right: Double, bottom: Double) {
    var margins = panel.frame.margins(on: canvas)
    let plot = panel.frame.size
    if let side = panel.side {
      let (above, all) = side.height(plot: plot.height, on: canvas)
      margins.right = max(margins.right, side.width(height: plot.height, on: canvas).rounded(.up))
      margins.top = max(margins.top, above.rounded(.up))
      margins.bottom = max(margins.bottom, (all - plot.height).rounded(.up))
    }
    margins.bottom += Double(panel.notes.count) * Self.noteHeight
    let notes = panel.notes.map { Label($0, size: Style.tickText).width(on: canvas) - plot.width }.max() ?? 0
    margins.right = max(margins.right, notes.rounded(.up))
    return margins
  }
}
