// The ways to a derivative that the study compares. All give the same numbers; they differ in what they compute on the
// way.

import PINNAutodiff

/// One way to differentiate a network by its inputs.
package struct Route: Sendable, CustomStringConvertible {
  /// The name in tables.
  package let name: String
  /// How a program asks for u_xt this way.
  package let code: String
  /// The name.
  package var description: String { name }
  private let differentiate: @Sendable (Expr, [Axis]) -> Expr

  /// The derivative along `axes`, one order for each, of every component of `u`.
  package func derivative(of u: Expr, _ axes: Axis...) -> Expr { differentiate(u, axes) }
  /// The derivative along `axes`, one order for each, of every component of `u`.
  package func derivative(of u: Expr, _ axes: [Axis]) -> Expr { differentiate(u, axes) }

  private init(_ name: String, mode: DerivativeMode, _ modeName: String) {
    self.name = name
    code = mode == .automatic ? "u[.x, .t]" : "diff(u, .x, .t, mode: .\(modeName))"
    differentiate = { diff($0, $1, mode: mode) }
  }

  private init(_ name: String, code: String, _ differentiate: @escaping @Sendable (Expr, [Axis]) -> Expr) {
    self.name = name
    self.code = code
    self.differentiate = differentiate
  }
}

extension Route {
  /// Reverse mode, once for each order.
  package static let nestedReverse = Route("nested reverse", mode: .nestedReverse, "nestedReverse")
  /// Reverse mode with a cotangent of 1 for each component, once for each order.
  package static let pullback = Route(
    "pullback of ones", code: "pullback([pullback([u], cotangents: [1], along: .x)], cotangents: [1], along: .t)"
  ) { u, axes in
    axes.reduce(u) { inner, axis in
      concatenate(inner.components.map { PINNAutodiff.pullback([$0], cotangents: [1], along: axis) })
    }
  }
  /// Forward mode, once for each order.
  package static let nestedForward = Route("nested forward", mode: .nestedForward, "nestedForward")
  /// One stream for each multi-index.
  package static let taylor = Route("Taylor", mode: .taylor, "taylor")
  /// One stream for each sum of derivatives with constant coefficients.
  package static let collapsed = Route("collapsed", mode: .collapsed, "collapsed")
  /// What is used when nothing is said.
  package static let automatic = Route("automatic", mode: .automatic, "automatic")

  /// All routes, in the order of the tables.
  package static let all: [Route] = [.nestedReverse, .pullback, .nestedForward, .taylor, .collapsed, .automatic]
  /// The routes that differ in how they grow.
  package static let growing: [Route] = [.nestedReverse, .nestedForward, .taylor, .collapsed]
}
