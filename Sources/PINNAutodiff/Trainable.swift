// Numbers that training finds, as leaves of expressions. A leaf carries all that is to be known about its number, so that whoever
// reads an expression knows what is to be trained.

import Foundation

/// A number to be found by training: its name, where it starts, and how it depends on its parameter q, which may be any number.
public struct Trainable: Hashable, Sendable {
  /// How a number c depends on its parameter q.
  public enum Scale: Sendable, Hashable {
    /// c = q.
    case linear
    /// c = exp q, which is positive: for numbers of unknown order of magnitude.
    case logarithmic
    /// c = lower + (upper - lower) / (1 + exp(-q)), which stays within bounds.
    case bounded(ClosedRange<Double>)
  }

  /// The name of its parameter, unique in a problem.
  public let name: String
  /// Where it starts.
  public let initial: Double
  /// How it depends on its parameter.
  public let scale: Scale

  /// The number called `name` that starts from `initial`.
  public init(_ name: String, initial: Double, scale: Scale = .linear) {
    (self.name, self.initial, self.scale) = (name, initial, scale)
  }

  /// The number as an expression.
  package var expression: Expr {
    let parameter = Expr(.trainable(self), width: 1)
    switch scale {
    case .linear: return parameter
    case .logarithmic: return exp(parameter)
    case .bounded(let range):
      return range.lowerBound + (range.upperBound - range.lowerBound) * sigmoid(parameter)
    }
  }

  /// The parameter q that it starts from.
  package var initialParameter: Double {
    switch scale {
    case .linear: initial
    case .logarithmic: log(initial)
    case .bounded(let range): log((initial - range.lowerBound) / (range.upperBound - initial))
    }
  }

  /// The number for a parameter q, and its derivative by q.
  package func value(at parameter: Double) -> (value: Double, slope: Double) {
    switch scale {
    case .linear: return (parameter, 1)
    case .logarithmic: return (exp(parameter), exp(parameter))
    case .bounded(let range):
      let share = 1 / (1 + exp(-parameter))
      let width = range.upperBound - range.lowerBound
      return (range.lowerBound + width * share, width * share * (1 - share))
    }
  }
}

extension Expr {
  /// A number to be found by training; its parameter is a block called `name` in the layout that the expression is compiled with.
  public static func trainable(_ name: String, initial: Double = 0, scale: Trainable.Scale = .linear) -> Expr {
    Trainable(name, initial: initial, scale: scale).expression
  }

  /// The numbers to be trained in it, each once, by name.
  package var trainables: [Trainable] {
    var found: Set<Trainable> = []
    forEachNode { if case .trainable(let trainable) = $0 { found.insert(trainable) } }
    return found.sorted { ($0.name, $0.initial) < ($1.name, $1.initial) }
  }
}
