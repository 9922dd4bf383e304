// The nonlinear functions between the layers of a network. All are smooth, as strong-form residuals need.

import PINNCore

/// A nonlinear function between the layers of a network, with a name for command lines and files. `adaptive` makes one whose
/// slope is trained; any other smooth function is one too: `Activation("snake") { $0 + sin($0) * sin($0) }`.
public struct Activation: Sendable, CustomStringConvertible {
  /// The name, as descriptions of networks print it.
  public let description: String
  private let formula: @Sendable (Expr, String, ParameterScope) -> Expr

  /// `function`, applied to every component.
  public init(_ name: String, _ function: @escaping @Sendable (Expr) -> Expr) {
    self.init(name) { z, _, _ in function(z) }
  }

  private init(_ name: String, formula: @escaping @Sendable (Expr, String, ParameterScope) -> Expr) {
    description = name
    self.formula = formula
  }

  /// The activation of every component of `z`, the values of the layer called `layer`; blocks of its own, if it has any, it asks
  /// `parameters` for.
  public func callAsFunction(_ z: Expr, layer: String, _ parameters: ParameterScope) -> Expr {
    formula(z, layer, parameters)
  }

  /// Hyperbolic tangent: the usual choice.
  public static let tanh = Activation("tanh") { PINNCore.tanh($0) }
  /// 1 / (1 + exp(-z)).
  public static let sigmoid = Activation("sigmoid") { PINNCore.sigmoid($0) }
  /// Sine.
  public static let sin = Activation("sin") { PINNCore.sin($0) }
  /// z sigmoid(z), also called SiLU.
  public static let swish = Activation("swish") { PINNCore.swish($0) }
  /// z Phi(z) with the standard normal distribution function Phi.
  public static let gelu = Activation("gelu") { PINNCore.gelu($0) }
  /// log(1 + exp z).
  public static let softplus = Activation("softplus") { PINNCore.softplus($0) }

  /// Those with a name to choose them by.
  public static let all: [Activation] = [tanh, sigmoid, sin, swish, gelu, softplus]

  /// The activation called `name`. Throws `ProblemError` that lists the names there are.
  public init(named name: String) throws {
    guard let known = Self.all.first(where: { $0.description == name }) else {
      let names = Self.all.map(\.description).joined(separator: ", ")
      throw ProblemError("there is no activation '\(name)'; choose one of \(names)")
    }
    self = known
  }
}

extension Activation {
  /// What shares one trained slope.
  public enum Slopes: String, Sendable, CaseIterable {
    /// All layers: block "slope" [1].
    case network
    /// The components of a layer: blocks "layer k/slope" [1].
    case layer
    /// Nothing; each component has its own: blocks "layer k/slope" [width].
    case neuron
  }

  /// z -> f(n a z) with trained slopes a, which start at 1/n; a larger scale n makes them learn faster. One slope for the
  /// network is that of Jagtap, Kawaguchi, Karniadakis, J. Comput. Phys. 404 (2020) 109136, doi:10.1016/j.jcp.2019.109136; the
  /// others are those of Proc. R. Soc. A 476 (2020) 20200334, doi:10.1098/rspa.2020.0334, without the slope recovery
  /// term. A scale that isn't a finite number above 0 is refused when the network is compiled.
  public func adaptive(_ slopes: Slopes = .network, scale: Double = 1) -> Activation {
    Activation("adaptive \(self)") { z, layer, parameters in
      guard scale > 0, scale.isFinite else {
        return Expr(
          .invalid("the scale of trained slopes must be a finite number above 0, not \(scale)"), width: z.width)
      }
      let name = slopes == .network ? "slope" : "\(layer)/slope"
      let slope = parameters.vector(name, width: slopes == .neuron ? z.width : 1, .constant(1 / scale))
      return formula(scale * slope * z, layer, parameters)
    }
  }
}
