// Plots to files: PNG, SVG or PDF by the file's extension, whole or not at all.

import CCairo
import Foundation
import PINNCore
import PINNFiles

/// Something to look at: a map of a field, curves, points, or a figure of several.
public protocol Plot: Sendable {
  /// The picture, for a `Figure` or a file.
  var picture: Picture { get }
}

extension Picture: Plot {
  /// Itself.
  public var picture: Picture { self }
}

/// A kind of picture file.
public enum PictureFormat: String, CaseIterable, Sendable {
  /// Pixels, 216 to the inch.
  case png
  /// Shapes for web pages; letters are shapes too.
  case svg
  /// Shapes for papers.
  case pdf
}

extension Plot {
  /// Writes the plot to a file: PNG, SVG or PDF by its extension; whole or not at all. A file that is there already is
  /// replaced only with `force`. Throws `FileError` for another extension, and for a file that can't be written.
  public func write(to path: String, force: Bool = false) throws {
    guard let format = PictureFormat(rawValue: fileExtension(of: path)) else {
      let list = PictureFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw FileError("the picture '\(path)' must end in one of \(list)")
    }
    let file = AtomicFile(path: path, replaces: force)
    try file.validate()
    try bytes(as: format).withUnsafeBytes { try file.write($0) }
  }

  /// The bytes of a file with the plot. Equal plots make equal bytes, given the same fonts and Cairo; but in SVG Cairo
  /// counts the names of images up. Throws `FileError` if Cairo fails, as for a picture too large.
  public func bytes(as format: PictureFormat) throws -> [UInt8] {
    let picture = picture
    let size = picture.totalSize
    let margin = Picture.margin
    var bytes: [UInt8] = []
    try withUnsafeMutablePointer(to: &bytes) { sink in
      let append: cairo_write_func_t = { sink, data, count in
        let bytes = UnsafeBufferPointer(start: data, count: Int(count))
        sink?.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: bytes)
        return CAIRO_STATUS_SUCCESS
      }
      let scale = format == .png ? Picture.pixelsPerPoint : 1
      let surface: OpaquePointer? =
        switch format {
        case .png:
          cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, Int32(clamping: Int(size.width * scale)), Int32(clamping: Int(size.height * scale)))
        case .svg: cairo_svg_surface_create_for_stream(append, sink, size.width, size.height)
        case .pdf: cairo_pdf_surface_create_for_stream(append, sink, size.width, size.height)
        }
      guard let surface else { throw FileError("Cairo can't make a picture") }
      defer { cairo_surface_destroy(surface) }
      // The time of day would make every file different.
      if format == .pdf { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "") }
      let canvas = Canvas(on: surface)
      canvas.scale(by: scale)
      canvas.fill(Rect(x: 0, y: 0, width: size.width, height: size.height), .white)
      picture.draw(on: canvas, at: Point(x: margin, y: margin))
      if let failure = canvas.failure { throw FileError("the picture can't be drawn: Cairo says \"\(failure)\"") }
      let status =
        format == .png ? cairo_surface_write_to_png_stream(surface, append, sink) : finish(surface)
      guard status == CAIRO_STATUS_SUCCESS else {
        throw FileError("the picture can't be made: Cairo says \"\(String(cString: cairo_status_to_string(status)))\"")
      }
    }
    return bytes
  }

  private func finish(_ surface: OpaquePointer) -> cairo_status_t {
    cairo_surface_finish(surface)
    return cairo_surface_status(surface)
  }
}

extension Picture {
  /// Empty room around a picture, in points.
  package static let margin = 6.0
  /// Pixels of a PNG file to a point (1/72 inch).
  package static let pixelsPerPoint = 3.0

  /// The size of a file with the picture, in points.
  package var totalSize: Size {
    withMeasuringCanvas { canvas in
      let size = size(on: canvas)
      return Size(
        width: (size.width + 2 * Self.margin).rounded(.up), height: (size.height + 2 * Self.margin).rounded(.up))
    }
  }

  /// Where in a file of one plot its frame is, in points.
  package var plotArea: Rect? {
    withMeasuringCanvas { canvas in
      guard var area = plotArea(on: canvas) else { return nil }
      area.x += Self.margin
      area.y += Self.margin
      return area
    }
  }

  /// All texts of the picture with the boxes around them, in points from the file's corner.
  package var texts: [(text: String, box: Rect)] {
    withMeasuringCanvas { canvas in
      draw(on: canvas, at: Point(x: Self.margin, y: Self.margin))
      return canvas.texts
    }
  }

  private func withMeasuringCanvas<Result>(_ body: (Canvas) -> Result) -> Result {
    let surface: OpaquePointer = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1)
    defer { cairo_surface_destroy(surface) }
    return body(Canvas(on: surface))
  }
}

/// Several plots in one picture, row by row:
///
///     try Figure(columns: 3) { FieldMap(s, "u"); FieldMap(s, "reference_u"); FieldMap(s, "error_u") }.write(to: "u.pdf")
public struct Figure: Plot {
  /// All plots in their places.
  public let picture: Picture

  /// Plots in rows of so many columns (default: one row). Throws what making the plots throws; `ProblemError` for no
  /// plot.
  public init(columns: Int? = nil, @FigureBuilder _ plots: () throws -> [any Plot]) throws {
    let plots = try plots()
    guard !plots.isEmpty, columns ?? 1 > 0 else {
      throw ProblemError("a figure needs at least one plot and one column, not \(plots.count) and \(columns ?? 1)")
    }
    picture = Picture(plots.map(\.picture), columns: columns ?? plots.count)
  }
}

/// Collects the plots of a `Figure`.
@resultBuilder public enum FigureBuilder {
  /// A plot.
  public static func buildExpression(_ plot: any Plot) -> [any Plot] { [plot] }
  /// Plots from elsewhere.
  public static func buildExpression(_ plots: [any Plot]) -> [any Plot] { plots }
  /// One after the other.
  public static func buildBlock(_ plots: [any Plot]...) -> [any Plot] { plots.flatMap(\.self) }
  /// A loop's plots.
  public static func buildArray(_ plots: [[any Plot]]) -> [any Plot] { plots.flatMap(\.self) }
  /// Plots there may not be.
  public static func buildOptional(_ plots: [any Plot]?) -> [any Plot] { plots ?? [] }
  /// One of two.
  public static func buildEither(first: [any Plot]) -> [any Plot] { first }
  /// One of two.
  public static func buildEither(second: [any Plot]) -> [any Plot] { second }
}
