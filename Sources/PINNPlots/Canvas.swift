// A surface to draw on, in points (1/72 inch) from its upper left corner, on Cairo.

import CCairo

/// A place on a canvas.
struct Point: Equatable {
  var x: Double
  var y: Double
}

/// Width and height in points.
package struct Size: Equatable, Sendable {
  package var width: Double
  package var height: Double
}

/// An upright rectangle.
package struct Rect: Equatable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double
  package var maxX: Double { x + width }
  package var maxY: Double { y + height }
}

/// How a line is drawn.
struct Stroke: Sendable {
  var color = Color.black
  var width = 0.8
  /// Lengths of dashes and gaps; none for a solid line.
  var dashes: [Double] = []
}

/// What can be drawn on; open until the value goes.
final class Canvas {
  /// The texts drawn so far, with the boxes around them.
  private(set) var texts: [(text: String, box: Rect)] = []
  private let context: OpaquePointer

  /// Draws on a surface, which must live at least as long.
  init(on surface: OpaquePointer) {
    context = cairo_create(surface)
    let options = cairo_font_options_create()
    // Text takes the same room at every scale and in every format.
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
  }

  deinit { cairo_destroy(context) }

  /// What went wrong, if anything did.
  var failure: String? {
    let status = cairo_status(context)
    return status == CAIRO_STATUS_SUCCESS ? nil : String(cString: cairo_status_to_string(status))
  }

  /// Makes everything drawn from now on larger.
  func scale(by factor: Double) { cairo_scale(context, factor, factor) }

  // MARK: - Shapes

  func fill(_ rect: Rect, _ color: Color) {
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    set(color)
    cairo_fill(context)
  }

  func stroke(_ rect: Rect, _ stroke: Stroke) {
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    finish(stroke)
  }

  /// Lines through points, all in one path.
  func stroke(_ lines: [[Point]], _ stroke: Stroke) {
    for line in lines where line.count > 1 {
      cairo_move_to(context, line[0].x, line[0].y)
      for point in line.dropFirst() { cairo_line_to(context, point.x, point.y) }
    }
    finish(stroke)
  }

  /// Discs of one colour, in one path.
  func dots(_ centers: [Point], radius: Double, _ color: Color) {
    for center in centers {
      cairo_new_sub_path(context)
      cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
    }
    set(color)
    cairo_fill(context)
  }

  /// Draws `body` inside of a rectangle only.
  func clipped(to rect: Rect, _ body: () -> Void) {
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  /// Pixels, row by row from the upper left, stretched over a rectangle without smoothing; nil is transparent.
  func image(_ pixels: [Color?], width: Int, height: Int, in rect: Rect) {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
    defer { cairo_surface_destroy(surface) }
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface)) / 4
    data.withMemoryRebound(to: UInt32.self, capacity: stride * height) { words in
      for row in 0..<height {
        for column in 0..<width {
          words[row * stride + column] = pixels[row * width + column].map { 0xFF00_0000 | $0.word } ?? 0
        }
      }
    }
    cairo_surface_mark_dirty(surface)
    cairo_save(context)
    cairo_translate(context, rect.x, rect.y)
    cairo_scale(context, rect.width / Double(width), rect.height / Double(height))
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    // Painting makes an image of SVG, where filling would make a pattern, which few viewers know.
    cairo_paint(context)
    cairo_restore(context)
  }

  // MARK: - Text

  /// The width of a run of text in one size.
  func width(of text: String, size: Double) -> Double {
    choose(size)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, drawable(text), &extents)
    return extents.x_advance
  }

  /// Draws a run of text that begins on the base line at a point, to the right or upwards.
  func draw(_ text: String, at point: Point, size: Double, upwards: Bool = false, _ color: Color) {
    let width = width(of: text, size: size)
    cairo_save(context)
    set(color)
    cairo_move_to(context, point.x, point.y)
    if upwards { cairo_rotate(context, -0.5 * .pi) }
    cairo_show_text(context, drawable(text))
    cairo_restore(context)
    let box =
      upwards
      ? Rect(x: point.x - 0.73 * size, y: point.y - width, width: 0.73 * size, height: width)
      : Rect(x: point.x, y: point.y - 0.73 * size, width: width, height: 0.73 * size)
    texts.append((text, box))
  }

  /// The text in letters that there are: without any font installed Cairo has ASCII only, in a font of its own.
  private func drawable(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 128 }) else { return text }
    let isOwnFont = cairo_scaled_font_get_type(cairo_get_scaled_font(context)) == CAIRO_FONT_TYPE_USER
    return isOwnFont ? PlainText.of(text) : text
  }

  // MARK: - Steps

  private func choose(_ size: Double) {
    cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, size)
  }

  private func set(_ color: Color) { cairo_set_source_rgb(context, color.red, color.green, color.blue) }

  private func finish(_ stroke: Stroke) {
    set(stroke.color)
    cairo_set_line_width(context, stroke.width)
    cairo_set_dash(context, stroke.dashes, Int32(stroke.dashes.count), 0)
    cairo_stroke(context)
  }
}

extension Color {
  /// 0xRRGGBB
  fileprivate var word: UInt32 {
    let byte = { (share: Double) in UInt32((share * 255).rounded()) }
    return byte(red) << 16 | byte(green) << 8 | byte(blue)
  }
}
