// From numbers to colours, so that equal steps of a field look like equal steps of colour.

/// A map from [0, 1] to colours.
public struct ColorMap: Sendable, Equatable {
  /// Its name, to print.
  public let name: String
  /// Colours at equal distances, the first for 0 and the last for 1.
  let table: [Color]

  /// From dark blue over green to yellow, ever lighter: for values (see Viridis.swift for its source).
  public static let viridis = ColorMap(
    name: "viridis",
    table: stride(from: 0, to: viridisTable.utf8.count, by: 6).map { start in
      Color(hex: Int(viridisTable.dropFirst(start).prefix(6), radix: 16)!)
    })

  /// From blue over near-white to red, equally dark at both ends: for what has a sign, such as errors and residuals.
  ///
  /// Each half is a straight line in CIELAB, so that its colours are equally far apart by CIE 1976; the corner in the
  /// middle shows where the sign changes. After K. Moreland, Diverging color maps for scientific visualization, Proc.
  /// ISVC (2009), 92-103, doi:10.1007/978-3-642-10520-3_9.
  public static let diverging: ColorMap = {
    let negative = Lab(lightness: 35, a: 10, b: -45)
    let middle = Lab(lightness: 95, a: 0, b: 0)
    let positive = Lab(lightness: 35, a: 50, b: 28)
    let half = 128
    let table = (-half...half).map { i in
      let share = Double(abs(i)) / Double(half)
      let end = i < 0 ? negative : positive
      let color = Lab(
        lightness: middle.lightness + share * (end.lightness - middle.lightness), a: share * end.a, b: share * end.b)
      guard let color = color.color else { preconditionFailure("\(color) is no colour of sRGB") }
      return color
    }
    return ColorMap(name: "diverging", table: table)
  }()

  /// The colour of a share; shares outside of [0, 1] have the colours of its ends.
  public func color(at share: Double) -> Color {
    let place = min(1, max(0, share)) * Double(table.count - 1)
    let index = min(table.count - 2, Int(place))
    return table[index].mixed(with: table[index + 1], place - Double(index))
  }
}
