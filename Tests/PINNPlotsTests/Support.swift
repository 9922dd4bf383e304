// Fields to draw, and pictures read back pixel by pixel through Cairo.

import CCairo
import Foundation
import PINNCore
import PINNPlots

/// Fields over (t, x) with units: u, its reference and its error.
func sample() -> FieldSnapshot {
  let t = (0...20).map { Double($0) / 20 }
  let x = (0...40).map { -1 + Double($0) / 20 }
  let u = t.flatMap { t in x.map { exp(-t) * sin(.pi * $0) } }
  var snapshot = FieldSnapshot(
    coordinates: [(.t, t), (.x, x)],
    fields: [("u", u), ("reference_u", u.map { $0 * 1.1 }), ("error_u", u.map { $0 * -3e-6 })].map {
      ($0.0, Tensor(shape: [21, 41], elements: $0.1))
    })
  snapshot.quantities = [
    "u": .init("velocity", unit: "m/s"), "t": .init(unit: "s"), "error_u": .init("u minus exact", role: .error),
    "reference_u": .init("u, exact", role: .reference),
  ]
  return snapshot
}

func history(_ count: Int) -> [(name: String, values: [Double])] {
  let steps = (0..<count).map(Double.init)
  return [
    ("step", steps), ("seconds", steps.map { $0 / 100 }), ("loss", steps.map { exp(-$0 / 50) }),
    ("heat", steps.map { 0.5 * exp(-$0 / 50) }), ("initial u", steps.map { 0.5 * exp(-$0 / 50) }),
  ]
}

/// A PNG file, read back.
struct Pixels {
  let width: Int
  let height: Int
  private let words: [UInt32]

  init(_ plot: some Plot) throws {
    var rest = ArraySlice(try plot.bytes(as: .png))
    let surface: OpaquePointer = withUnsafeMutablePointer(to: &rest) { source in
      cairo_image_surface_create_from_png_stream(
        { source, target, count in
          guard let bytes = source?.assumingMemoryBound(to: ArraySlice<UInt8>.self), bytes.pointee.count >= Int(count)
          else { return CAIRO_STATUS_READ_ERROR }
          for i in 0..<Int(count) { target?[i] = bytes.pointee[bytes.pointee.startIndex + i] }
          bytes.pointee = bytes.pointee.dropFirst(Int(count))
          return CAIRO_STATUS_SUCCESS
        }, source)
    }
    defer { cairo_surface_destroy(surface) }
    width = Int(cairo_image_surface_get_width(surface))
    height = Int(cairo_image_surface_get_height(surface))
    let stride = Int(cairo_image_surface_get_stride(surface)) / 4
    let data = UnsafeRawPointer(cairo_image_surface_get_data(surface)!).assumingMemoryBound(to: UInt32.self)
    let (w, h) = (width, height)
    words = (0..<h).flatMap { row in (0..<w).map { data[row * stride + $0] & 0xFF_FFFF } }
  }

  /// The colour at shares of a plot's width and height, from its lower left corner.
  func color(_ x: Double, _ y: Double, in area: Rect) -> Color {
    let column = Int((area.x + x * area.width) * Picture.pixelsPerPoint)
    let row = Int((area.y + (1 - y) * area.height) * Picture.pixelsPerPoint)
    return Color(hex: Int(words[row * width + column]))
  }
}

/// The largest difference of two colours' components.
func difference(_ a: Color, _ b: Color) -> Double {
  max(abs(a.red - b.red), abs(a.green - b.green), abs(a.blue - b.blue))
}

/// The sentence of whatever `body` throws; "" if it throws nothing.
func sentence(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch { return "\(error)" }
}
