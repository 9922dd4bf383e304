// Formulas bound to the names of a problem: axes, unknowns with their derivatives, constants and elementary functions.

import PINNCore

/// The names that formulas of a problem may use.
package struct Vocabulary: Sendable {
  /// Numbers by name.
  package var constants: Constants
  /// The coordinates.
  package var axes: [Axis]
  /// The unknowns; empty where none may be read.
  package var unknowns: [String]
  /// Whether the outward normal may be read, as normal_x, normal_y, ...
  package var hasNormal: Bool

  /// A vocabulary of constants (pi and e, unless said otherwise), axes and unknowns.
  package init(
    constants: Constants = Constants(), axes: [Axis] = [], unknowns: [String] = [],
    hasNormal: Bool = false
  ) {
    self.constants = constants
    self.axes = axes
    self.unknowns = unknowns
    self.hasNormal = hasNormal
  }

  /// Everything a formula may read, to choose from.
  var names: [String] {
    axes.map(\.name) + unknowns + constants.names + (hasNormal ? axes.map { "normal_\($0)" } : [])
  }
}

/// A formula that makes sense: a function from what a point offers to an expression.
package struct Formula: Sendable {
  /// What names stand for at a point.
  package struct Surroundings {
    let unknown: (String) -> Expr
    let coordinate: (Axis) -> Expr

    /// The state of a law.
    package init<Unknown: UnknownName>(_ state: State<Unknown>) {
      unknown = { name in Unknown(rawValue: name).map { state[$0] } ?? .symbol(name) }
      coordinate = { state[$0] }
    }

    /// Coordinates alone.
    package init() {
      unknown = { .symbol($0) }
      coordinate = { .coordinate($0) }
    }
  }

  /// The formula as it was written.
  package let text: String
  private let build: @Sendable (Surroundings) -> Expr

  /// Reads a formula over the names of `vocabulary`. Throws `ExpressionError` for what isn't one.
  package init(_ text: String, _ vocabulary: Vocabulary) throws(ExpressionError) {
    self.text = text
    build = try ExpressionTree(text).bound(to: vocabulary)
  }

  /// The formula at a point.
  package func callAsFunction(_ surroundings: Surroundings) -> Expr { build(surroundings) }

  /// The formula over the coordinates of a point.
  package var expression: Expr { build(Surroundings()) }

  /// The value of a formula of constants; not finite where it divides by zero and the like.
  static func number(_ text: String, constants: Constants) throws(ExpressionError) -> Double {
    try ExpressionTree(text).number(Vocabulary(constants: constants))
  }
}

extension ExpressionTree {
  fileprivate typealias Builder = @Sendable (Formula.Surroundings) -> Expr

  /// Whether it is the same everywhere.
  private func isConstant(_ vocabulary: Vocabulary) -> Bool {
    switch self {
    case .number: true
    case .name(let name, _): vocabulary.constants.numbers[name] != nil && !vocabulary.axes.contains(Axis(name))
    case .negated(let a): a.isConstant(vocabulary)
    case .binary(_, let a, let b, _): a.isConstant(vocabulary) && b.isConstant(vocabulary)
    case .call(_, let arguments, _): arguments.allSatisfy { $0.isConstant(vocabulary) }
    }
  }

  /// The first name in it of which something holds, with its place.
  private func firstName(where holds: (String) -> Bool) -> (name: String, offset: Int)? {
    switch self {
    case .number: nil
    case .name(let name, let offset): holds(name) ? (name, offset) : nil
    case .negated(let a): a.firstName(where: holds)
    case .binary(_, let a, let b, _): a.firstName(where: holds) ?? b.firstName(where: holds)
    case .call(_, let arguments, _): arguments.compactMap { $0.firstName(where: holds) }.first
    }
  }

  /// The value of a constant.
  fileprivate func number(_ vocabulary: Vocabulary) throws(ExpressionError) -> Double {
    if case .number(let value) = self { return value }
    if case .negated(.number(let value)) = self { return -value }
    if let (name, offset) = firstName(where: { vocabulary.constants.trainables[$0] != nil }) {
      throw ExpressionError(
        message: "'\(name)' is a number to be found, and here a known one is needed", offset: offset)
    }
    let expression = try bound(to: vocabulary)(Formula.Surroundings())
    do {
      let program = try Program<Double>(values: [expression], axes: [.x])
      return try program.values(at: Tensor(shape: [1, 1])).elements[0]
    } catch {
      throw ExpressionError(message: "\(error)", offset: 0)
    }
  }

  /// Binds all names, or says which isn't known.
  fileprivate func bound(to vocabulary: Vocabulary) throws(ExpressionError) -> Builder {
    switch self {
    case .number(let value): return { _ in Expr(value) }
    case .name(let name, let offset): return try Self.value(of: name, offset, vocabulary)
    case .negated(let a):
      let a = try a.bound(to: vocabulary)
      return { -a($0) }
    case .binary("^", let a, let b, _):
      let base = try a.bound(to: vocabulary)
      let exponent = try b.bound(to: vocabulary)
      guard b.isConstant(vocabulary) else { return { exp(exponent($0) * log(base($0))) } }
      let power = try b.number(vocabulary)
      return { pow(base($0), power) }
    case .binary(let sign, let a, let b, _):
      let (a, b) = (try a.bound(to: vocabulary), try b.bound(to: vocabulary))
      switch sign {
      case "+": return { a($0) + b($0) }
      case "-": return { a($0) - b($0) }
      case "*": return { a($0) * b($0) }
      default: return { a($0) / b($0) }
      }
    case .call("diff", let arguments, let offset): return try Self.derivative(arguments, offset, vocabulary)
    case .call(let name, let arguments, let offset):
      guard let function = FormulaFunction.all.first(where: { $0.name == name }) else {
        if vocabulary.names.contains(name) {
          throw ExpressionError(message: "'\(name)' is no function; write \(name)*( ... ) to multiply", offset: offset)
        }
        let known = FormulaFunction.all.map(\.name) + ["diff"]
        throw ExpressionError(
          message: "unknown function '\(name)'" + suggestion(for: name, among: known), offset: offset)
      }
      guard arguments.count == function.arguments else {
        let wanted = function.arguments == 1 ? "one argument" : "\(function.arguments) arguments"
        throw ExpressionError(message: "\(name) takes \(wanted), not \(arguments.count)", offset: offset)
      }
      var builders: [Builder] = []
      for argument in arguments { builders.append(try argument.bound(to: vocabulary)) }
      return { [builders] surroundings in function.apply(builders.map { $0(surroundings) }) }
    }
  }

  private static func value(
    of name: String, _ offset: Int, _ vocabulary: Vocabulary
  ) throws(ExpressionError) -> Builder {
    if vocabulary.unknowns.contains(name) { return { $0.unknown(name) } }
    if let axis = vocabulary.axes.first(where: { $0.name == name }) { return { $0.coordinate(axis) } }
    if let value = vocabulary.constants[name] { return { _ in value } }
    if vocabulary.hasNormal, let axis = vocabulary.axes.first(where: { name == "normal_\($0)" }) {
      return { _ in .datum(.normal(axis)) }
    }
    // u_xt: the derivative of an unknown by axes of one letter.
    if let bar = name.lastIndex(of: "_"), vocabulary.unknowns.contains(String(name[..<bar])) {
      let unknown = String(name[..<bar])
      let subscripts = name[name.index(after: bar)...]
      let whole = vocabulary.axes.filter { $0.name == subscripts }
      let axes = whole.isEmpty ? subscripts.map { Axis(String($0)) } : whole
      if let other = axes.first(where: { !vocabulary.axes.contains($0) }) {
        throw ExpressionError(
          message: "'\(name)' differentiates by '\(other)', but the axes are \(quoted(vocabulary.axes.map(\.name)))",
          offset: offset)
      }
      if !axes.isEmpty, axes.count <= mostDerivatives {
        return { surroundings in axes.reduce(surroundings.unknown(unknown)) { PINNCore.diff($0, $1) } }
      }
    }
    if FormulaFunction.all.contains(where: { $0.name == name }) {
      throw ExpressionError(message: "the function '\(name)' needs its argument in parentheses", offset: offset)
    }
    throw ExpressionError(
      message: "unknown name '\(name)'" + suggestion(for: name, among: vocabulary.names), offset: offset)
  }

  /// The highest order that can be asked for.
  private static let mostDerivatives = 8

  /// diff(formula, x, t)
  private static func derivative(
    _ arguments: [ExpressionTree], _ offset: Int, _ vocabulary: Vocabulary
  ) throws(ExpressionError) -> Builder {
    guard arguments.count >= 2, arguments.count <= mostDerivatives + 1 else {
      throw ExpressionError(
        message: "diff takes a formula and 1 to \(mostDerivatives) axes, such as diff(u, x, x)", offset: offset)
    }
    var axes: [Axis] = []
    for argument in arguments.dropFirst() {
      guard case .name(let name, _) = argument, vocabulary.axes.contains(Axis(name)) else {
        throw ExpressionError(
          message: "diff differentiates by axes, and here they are \(quoted(vocabulary.axes.map(\.name)))",
          offset: offset)
      }
      axes.append(Axis(name))
    }
    let formula = try arguments[0].bound(to: vocabulary)
    return { [axes] surroundings in axes.reduce(formula(surroundings)) { PINNCore.diff($0, $1) } }
  }
}

/// A function that formulas may call.
package struct FormulaFunction: Sendable {
  /// How it is called.
  package let name: String
  /// How many arguments it takes.
  package let arguments: Int
  let apply: @Sendable ([Expr]) -> Expr

  private init(_ name: String, _ arguments: Int, _ apply: @escaping @Sendable ([Expr]) -> Expr) {
    self.name = name
    self.arguments = arguments
    self.apply = apply
  }

  private init(_ name: String, _ apply: @escaping @Sendable (Expr) -> Expr) {
    self.init(name, 1) { apply($0[0]) }
  }

  /// All functions.
  package static let all: [FormulaFunction] = [
    .init("sin") { sin($0) },
    .init("cos") { cos($0) },
    .init("tan") { tan($0) },
    .init("atan") { atan($0) },
    .init("sinh") { sinh($0) },
    .init("cosh") { cosh($0) },
    .init("tanh") { tanh($0) },
    .init("exp") { exp($0) },
    .init("log") { log($0) },
    .init("sqrt") { sqrt($0) },
    .init("abs") { abs($0) },
    .init("sign") { .function(.sign, $0) },
    .init("erf") { erf($0) },
    .init("sigmoid") { sigmoid($0) },
    .init("softplus") { softplus($0) },
    .init("min", 2) { min($0[0], $0[1]) },
    .init("max", 2) { max($0[0], $0[1]) },
    .init("select", 3) { select($0[0], $0[1], $0[2]) },
  ]
}
