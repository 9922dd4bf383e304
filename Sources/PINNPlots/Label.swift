// Lines of text as pictures show them: with indices (u_xx) set as indices and the names of Greek letters as letters.

/// Where a text stands relative to a point.
enum Anchor {
  case left, center, right
}

/// A line of text.
struct Label: Sendable {
  private struct Run {
    let text: String
    let isIndex: Bool
  }

  let size: Double
  private let runs: [Run]
  private static let indexSize = 0.72

  /// The text in a size in points. As a formula, "u_xx" gets an index and "nu" becomes a letter.
  init(_ text: String, size: Double, isFormula: Bool = false) {
    self.size = size
    var runs: [Run] = []
    var rest = Substring(isFormula ? Self.withGreekLetters(text) : text)
    while isFormula, let match = rest.firstMatch(of: /\b(?<letter>\p{Letter})_(?<index>[a-z]+)\b/) {
      runs.append(Run(text: String(rest[..<match.range.lowerBound] + match.letter), isIndex: false))
      runs.append(Run(text: String(match.index), isIndex: true))
      rest = rest[match.range.upperBound...]
    }
    self.runs = (runs + [Run(text: String(rest), isIndex: false)]).filter { !$0.text.isEmpty }
  }

  func width(on canvas: Canvas) -> Double {
    runs.reduce(0) { $0 + canvas.width(of: $1.text, size: size * ($1.isIndex ? Self.indexSize : 1)) }
  }

  /// Draws the line with its anchor at a point, half-way up its capitals; turned upwards if asked.
  func draw(
    on canvas: Canvas, at point: Point, _ anchor: Anchor = .left, upwards: Bool = false, _ color: Color = .black
  ) {
    let width = width(on: canvas)
    var along =
      switch anchor {
      case .left: 0.0
      case .center: -0.5 * width
      case .right: -width
      }
    for run in runs {
      let runSize = size * (run.isIndex ? Self.indexSize : 1)
      let below = (run.isIndex ? 0.56 : 0.36) * size
      let place =
        upwards ? Point(x: point.x + below, y: point.y - along) : Point(x: point.x + along, y: point.y + below)
      canvas.draw(run.text, at: place, size: runSize, upwards: upwards, color)
      along += canvas.width(of: run.text, size: runSize)
    }
  }

  private static func withGreekLetters(_ text: String) -> String {
    text.replacing(/\b[a-z]+\b/) { PlainText.greek[String($0.output)] ?? String($0.output) }
      .replacing(" - ", with: " \u{2212} ")
  }
}

/// Texts in ASCII, where nothing better can be drawn.
package enum PlainText {
  /// Greek letters by name.
  static let greek = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "rho": "ρ", "sigma": "σ", "tau": "τ", "theta": "θ", "phi": "φ", "omega": "ω",
  ]
  private static let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")

  /// "×10⁻⁶" as "x10^-6", "ν" as "nu"; other letters than ASCII become "?".
  package static func of(_ text: String) -> String {
    var plain = ""
    var isRaised = false
    for character in text {
      let digit = raised.firstIndex(of: character)
      if digit != nil || character == "⁻", !isRaised { plain += "^" }
      isRaised = digit != nil || character == "⁻"
      switch character {
      case "⁻", "\u{2212}": plain += "-"
      case "×": plain += "x"
      case _ where digit != nil: plain += "\(digit!)"
      case _ where character.isASCII: plain.append(character)
      default: plain += greek.first { $0.value == String(character) }?.key ?? "?"
      }
    }
    return plain
  }
}
