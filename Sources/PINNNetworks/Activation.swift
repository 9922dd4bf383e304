// Activations by name, for command lines and files.

import PINNCore

/// The nonlinear function between the layers of a network. All are smooth, as strong-form residuals need.
public enum Activation: String, CaseIterable, Sendable {
  /// Hyperbolic tangent: the usual choice.
  case tanh
  /// 1 / (1 + exp(-z)).
  case sigmoid
  /// Sine.
  case sin
  /// z sigmoid(z), also called SiLU.
  case swish
  /// z Phi(z) with the standard normal distribution function Phi.
  case gelu
  /// log(1 + exp z).
  case softplus

  /// The activation called `name`. Throws `ProblemError` that lists the names there are.
  public init(named name: String) throws {
    guard let known = Activation(rawValue: name) else {
      let names = Activation.allCases.map(\.rawValue).joined(separator: ", ")
      throw ProblemError("there is no activation '\(name)'; choose one of \(names)")
    }
    self = known
  }

  /// The activation of every component of `z`.
  public func callAsFunction(_ z: Expr) -> Expr {
    switch self {
    case .tanh: PINNCore.tanh(z)
    case .sigmoid: PINNCore.sigmoid(z)
    case .sin: PINNCore.sin(z)
    case .swish: PINNCore.swish(z)
    case .gelu: PINNCore.gelu(z)
    case .softplus: PINNCore.softplus(z)
    }
  }
}
