// Formulas as people write them: -sin(pi*x) + 0.5*t^2. Read by precedence into a tree, every part of which knows its place.

import PINNCore

/// A formula as it was written, not yet bound to what its names mean.
indirect enum ExpressionTree: Sendable {
  case number(Double)
  case name(String, offset: Int)
  case negated(ExpressionTree)
  case binary(Character, ExpressionTree, ExpressionTree, offset: Int)
  case call(String, [ExpressionTree], offset: Int)
}

/// A mistake in a formula: the sentence, and how many Unicode scalars into the text.
package struct ExpressionError: Error, Equatable {
  package let message: String
  package let offset: Int
}

extension ExpressionTree {
  /// Reads a formula. Powers bind tightest and to the right (2^3^2 = 2^9), then signs (-x^2 = -(x^2)), then * and /, then
  /// + and -. Throws `ExpressionError`.
  init(_ text: String) throws(ExpressionError) {
    var parser = ExpressionParser(try ExpressionToken.all(of: text))
    self = try parser.whole()
  }
}

/// A word of a formula with its place.
private struct ExpressionToken {
  enum Kind: Equatable {
    case number(Double)
    case name(String)
    case symbol(Character)
    case end
  }

  let kind: Kind
  let text: String
  let offset: Int

  /// The longest formula, in words: trees of this depth are still walked in safety.
  private static let mostTokens = 1_000

  static func all(of text: String) throws(ExpressionError) -> [ExpressionToken] {
    let scalars = Array(text.unicodeScalars)
    var tokens: [ExpressionToken] = []
    var i = 0
    func run(from start: Int, _ belongs: (Unicode.Scalar) -> Bool) -> Int {
      var end = start
      while end < scalars.count, belongs(scalars[end]) { end += 1 }
      return end
    }
    func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
    while i < scalars.count {
      let start = i
      let scalar = scalars[i]
      if scalar.properties.isWhitespace {
        i += 1
        continue
      }
      if isDigit(scalar) || scalar == "." {
        i = run(from: i) { isDigit($0) || $0 == "." }
        if i < scalars.count, scalars[i] == "e" || scalars[i] == "E" {
          let sign = i + 1 < scalars.count && "+-".unicodeScalars.contains(scalars[i + 1]) ? i + 2 : i + 1
          if sign < scalars.count, isDigit(scalars[sign]) { i = run(from: sign, isDigit) }
        }
        let word = string(start..<i)
        guard let value = Double(word), value.isFinite else {
          throw ExpressionError(message: "'\(word)' is not a number", offset: start)
        }
        tokens.append(ExpressionToken(kind: .number(value), text: word, offset: start))
      } else if isLetter(scalar) {
        i = run(from: i) { isLetter($0) || isDigit($0) }
        let word = string(start..<i)
        tokens.append(ExpressionToken(kind: .name(word), text: word, offset: start))
      } else if "+-*/^(),".unicodeScalars.contains(scalar) {
        i += 1
        if scalar == "*", i < scalars.count, scalars[i] == "*" {
          throw ExpressionError(message: "powers are written x^2, not x**2", offset: start)
        }
        tokens.append(ExpressionToken(kind: .symbol(Character(scalar)), text: "\(scalar)", offset: start))
      } else {
        throw ExpressionError(message: "'\(scalar)' has no meaning in a formula", offset: start)
      }
      guard tokens.count <= mostTokens else {
        throw ExpressionError(message: "a formula has at most \(mostTokens) words and signs", offset: start)
      }
    }
    return tokens + [ExpressionToken(kind: .end, text: "", offset: scalars.count)]
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }
}

/// Reads words into a tree by precedence climbing.
private struct ExpressionParser {
  private let tokens: [ExpressionToken]
  private var position = 0
  private var depth = 0

  /// How deep parentheses, signs and powers may lie inside one another.
  private static let greatestDepth = 50

  init(_ tokens: [ExpressionToken]) { self.tokens = tokens }

  private var next: ExpressionToken { tokens[position] }

  mutating func whole() throws(ExpressionError) -> ExpressionTree {
    let tree = try sum(0)
    guard next.kind == .end else {
      throw unexpected(next.kind == .symbol(")") ? "')' closes nothing" : "expected an operator such as * or +")
    }
    return tree
  }

  private func unexpected(_ message: String) -> ExpressionError {
    ExpressionError(
      message: message + (next.kind == .end ? ", but the formula ends here" : ", found '\(next.text)'"),
      offset: next.offset)
  }

  private static let levels: [Character: Int] = ["+": 1, "-": 1, "*": 2, "/": 2]

  /// A chain of operators that bind tighter than `level`, from left to right.
  private mutating func sum(_ level: Int) throws(ExpressionError) -> ExpressionTree {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.greatestDepth else {
      throw ExpressionError(
        message: "formulas lie inside one another more than \(Self.greatestDepth) deep", offset: next.offset)
    }
    var left = try signed()
    while case .symbol(let sign) = next.kind, let own = Self.levels[sign], own > level {
      let offset = next.offset
      position += 1
      left = .binary(sign, left, try sum(own), offset: offset)
    }
    return left
  }

  /// A sign binds looser than a power and tighter than a product.
  private mutating func signed() throws(ExpressionError) -> ExpressionTree {
    var isNegative = false
    while case .symbol(let sign) = next.kind, sign == "-" || sign == "+" {
      isNegative = isNegative != (sign == "-")
      position += 1
    }
    let value = try power()
    return isNegative ? .negated(value) : value
  }

  private mutating func power() throws(ExpressionError) -> ExpressionTree {
    let base = try primary()
    guard next.kind == .symbol("^") else { return base }
    let offset = next.offset
    position += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.greatestDepth else {
      throw ExpressionError(message: "more than \(Self.greatestDepth) powers of powers", offset: offset)
    }
    return .binary("^", base, try signed(), offset: offset)
  }

  private mutating func primary() throws(ExpressionError) -> ExpressionTree {
    let token = next
    switch token.kind {
    case .number(let value):
      position += 1
      return .number(value)
    case .name(let name):
      position += 1
      guard next.kind == .symbol("(") else { return .name(name, offset: token.offset) }
      position += 1
      var arguments: [ExpressionTree] = []
      if next.kind != .symbol(")") {
        arguments.append(try sum(0))
        while next.kind == .symbol(",") {
          position += 1
          arguments.append(try sum(0))
        }
      }
      try close()
      return .call(name, arguments, offset: token.offset)
    case .symbol("("):
      position += 1
      let inner = try sum(0)
      try close()
      return inner
    default: throw unexpected("expected a number, a name or '('")
    }
  }

  private mutating func close() throws(ExpressionError) {
    guard next.kind == .symbol(")") else { throw unexpected("expected ')'") }
    position += 1
  }
}
