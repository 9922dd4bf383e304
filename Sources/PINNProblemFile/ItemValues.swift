// Values of a problem file by their kind: numbers, formulas, points, coefficients.

import PINNCore

extension Item {
  /// A number, or a formula of constants. Throws `ProblemFileError` for anything else, and for what isn't finite.
  func number(_ constants: Constants) throws -> Double {
    guard let text, !isEmpty else { throw expected("a number") }
    let value = try expression { () throws(ExpressionError) in try Formula.number(text, constants: constants) }
    guard value.isFinite else { throw error("\(found) is \(value), not a finite number") }
    return value
  }

  /// A whole number from 0 to `greatest`.
  func whole(_ constants: Constants, atMost greatest: Int = 1_000_000) throws -> Int {
    let value = try number(constants)
    guard let whole = Int(exactly: value), whole >= 0 else { throw expected("a whole number of at least 0") }
    guard whole <= greatest else { throw error("\(found) is more than \(greatest), the most that is possible here") }
    return whole
  }

  /// true or false.
  func flag() throws -> Bool {
    guard let flag = ["true": true, "false": false][text ?? ""] else { throw expected("true or false") }
    return flag
  }

  /// A list of numbers.
  func numbers(_ constants: Constants) throws -> [Double] {
    guard let elements else { throw expected("a list of numbers, such as [0, 1]") }
    return try elements.map { try $0.number(constants) }
  }

  /// A list of points, each a list of numbers.
  func points(_ constants: Constants) throws -> [[Double]] {
    guard let elements else { throw expected("a list of points, such as [[0, 0], [1, 0], [0, 1]]") }
    return try elements.map { try $0.numbers(constants) }
  }

  /// A range: [lower, upper].
  func range(_ constants: Constants) throws -> ClosedRange<Double> {
    guard let elements, elements.count == 2 else { throw expected("a range, such as [0, 1]") }
    let (lower, upper) = (try elements[0].number(constants), try elements[1].number(constants))
    guard lower < upper else { throw error("a range needs a lower and a larger upper end, not [\(lower), \(upper)]") }
    return lower...upper
  }

  /// A formula over the names of a vocabulary.
  func formula(_ vocabulary: Vocabulary) throws -> Formula {
    guard let text, !isEmpty else { throw expected("a formula, such as -sin(pi*x)") }
    return try expression { () throws(ExpressionError) in try Formula(text, vocabulary) }
  }

  /// A coefficient: a number, the name of one to be found, or `{trainable: start}` with `scale: logarithmic` or `bounds: [lower,
  /// upper]`.
  func coefficient(_ name: String, _ constants: Constants) throws -> Coefficient {
    guard let entries else {
      if let text, let trainable = constants.trainables[text] { return Coefficient(trainable) }
      return Coefficient(try number(constants))
    }
    let settings = try entries.reading(["trainable", "scale", "bounds"])
    guard let start = settings["trainable"] else {
      throw expected("a number, or {trainable: 0.1} to find it, starting at 0.1")
    }
    var scale = Trainable.Scale.linear
    if let word = settings["scale"] {
      guard ["linear", "logarithmic"].contains(word.text) else { throw word.expected("'linear' or 'logarithmic'") }
      scale = word.text == "linear" ? .linear : .logarithmic
    }
    if let bounds = settings["bounds"] { scale = .bounded(try bounds.range(constants)) }
    return .trainable(name, initial: try start.number(constants), scale: scale)
  }

  /// A mapping from axes to values.
  func byAxis<Value>(_ axes: [Axis], _ read: (Axis, Item) throws -> Value) throws -> [Axis: Value] {
    guard let entries else { throw expected("values by axis, such as {x: 1, y: 0}") }
    var values: [Axis: Value] = [:]
    for (key, value) in entries { values[try key.axis(among: axes)] = try read(Axis(key.text ?? ""), value) }
    return values
  }

  /// One of the axes.
  func axis(among axes: [Axis]) throws -> Axis {
    guard let text else { throw expected("an axis") }
    guard axes.contains(Axis(text)) else {
      throw error("'\(text)' is no axis of the domain; its axes are \(quoted(axes.map(\.name)))")
    }
    return Axis(text)
  }

  /// One or several texts.
  func texts(_ what: String) throws -> [(text: String, item: Item)] {
    try (elements ?? [self]).map { item in
      guard let text = item.text, !text.isEmpty else { throw item.expected(what) }
      return (text, item)
    }
  }

  private func expression<Value>(_ read: () throws(ExpressionError) -> Value) throws -> Value {
    do { return try read() } catch let error {
      // In braces a comma ends a plain text.
      let isCut =
        node.scalar?.style == .plain && error.offset == text?.unicodeScalars.count && text?.contains("(") == true
      throw self.error(
        "in the formula \(found): \(error.message)"
          + (isCut ? "; in braces and brackets a formula with commas needs quotes" : ""), offset: error.offset)
    }
  }
}
