// Colours, and CIELAB, the space in which equal distances look about equal: to make colour maps and to check them.

import Foundation

/// A colour of sRGB, components in [0, 1].
public struct Color: Sendable, Equatable {
  /// The share of red.
  public let red: Double
  /// The share of green.
  public let green: Double
  /// The share of blue.
  public let blue: Double

  /// The colour of three components in [0, 1].
  public init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour of six hexadecimal digits, 0xRRGGBB.
  public init(hex: Int) {
    self.init(red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255, blue: Double(hex & 255) / 255)
  }

  /// The grey of a share of white.
  public init(gray: Double) { self.init(red: gray, green: gray, blue: gray) }

  /// Black.
  public static let black = Color(gray: 0)
  /// White.
  public static let white = Color(gray: 1)

  /// Colours that are told apart with any colour vision, for lines and dots (M. Okabe and K. Ito, Color Universal Design,
  /// 2008).
  static let distinct = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9].map { Color(hex: $0) }

  /// The colour between this one (share 0) and another (share 1), component by component.
  func mixed(with other: Color, _ share: Double) -> Color {
    Color(
      red: red + share * (other.red - red), green: green + share * (other.green - green),
      blue: blue + share * (other.blue - blue))
  }
}

/// A colour of CIELAB (CIE 1976): lightness in [0, 100], and how far it is from green to red and from blue to yellow.
/// White is that of sRGB, D65 (IEC 61966-2-1).
package struct Lab: Sendable, Equatable {
  package var lightness: Double
  package var a: Double
  package var b: Double

  private static let white = (x: 0.95047, y: 1.0, z: 1.08883)

  init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  package init(_ color: Color) {
    let linear = { (c: Double) in c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4) }
    let (r, g, b) = (linear(color.red), linear(color.green), linear(color.blue))
    let f = { (t: Double) in t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    let x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / Self.white.x)
    let y = f((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / Self.white.y)
    let z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / Self.white.z)
    self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  /// The colour in sRGB; nil if a screen can't show it.
  var color: Color? {
    let fy = (lightness + 16) / 116
    let inverse = { (t: Double) in t > 6.0 / 29 ? t * t * t : (116 * t - 16) * 27 / 24389 }
    let x = Self.white.x * inverse(fy + a / 500)
    let y = Self.white.y * inverse(fy)
    let z = Self.white.z * inverse(fy - b / 200)
    let encoded = { (c: Double) in c <= 0.0031308 ? 12.92 * c : 1.055 * pow(c, 1 / 2.4) - 0.055 }
    let components = [
      encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
      encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
      encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
    ]
    guard components.allSatisfy({ $0 > -1e-3 && $0 < 1 + 1e-3 }) else { return nil }
    let shown = components.map { min(1, max(0, $0)) }
    return Color(red: shown[0], green: shown[1], blue: shown[2])
  }
}
