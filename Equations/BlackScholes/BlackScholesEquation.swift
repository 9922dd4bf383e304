// The Black-Scholes equation for the price of an option.

import PINNCore

extension Axis {
  /// The price S of the asset that an option is written on.
  public static let assetPrice = Axis("S")
}

/// V_t + sigma^2 S^2 V_SS / 2 + r S V_S - r V = 0: the value V of an option on an asset of price S, backwards in time
/// from its payoff (Black, Scholes, J. Polit. Econ. 81 (1973) 637-654, doi:10.1086/260062).
public struct BlackScholesEquation: Equation {
  /// The value V of the option.
  public enum Unknown: String, UnknownName { case V }

  /// The volatility sigma >= 0 of the asset, in 1 / sqrt(time).
  public var volatility: Coefficient
  /// The interest rate r without risk, in 1 / time.
  public var interestRate: Coefficient

  /// The equation with the given volatility (1 / sqrt(time)) and interest rate (1 / time).
  public init(volatility: Coefficient, interestRate: Coefficient) {
    self.volatility = volatility
    self.interestRate = interestRate
  }

  /// "black-scholes": V_t + sigma^2 S^2 V_SS / 2 + r S V_S - r V.
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let (v, price, r) = (s[.V], s[.assetPrice], interestRate.named("r").expression)
    let spread = 0.5 * pow(volatility.named("sigma").expression, 2) * pow(price, 2)
    return [
      "black-scholes": v[.t] + spread * v[.assetPrice, .assetPrice] + r * price * v[.assetPrice] - r * v
    ]
  }

  /// Throws `ProblemError` for a negative volatility and what is not finite.
  public func validate() throws {
    try checkFinite()
    try volatility.checkNonnegative("volatility of an asset")
  }
}

extension ReferenceSolution where Unknown == BlackScholesEquation.Unknown {
  /// A European call with strike K at the time T: V = S N(d) - K e^(-r (T - t)) N(d - sigma sqrt(T - t)) for t < T, where
  /// d = (log(S / K) + (r + sigma^2 / 2) (T - t)) / (sigma sqrt(T - t)) and N is the normal distribution
  /// (Black, Scholes 1973). Throws `ProblemError` unless K and sigma are above 0 and all are finite.
  public static func europeanCall(
    strike: Double, expiry: Double, volatility: Double, interestRate: Double
  ) throws -> ReferenceSolution {
    let (asset, cash) = try european(strike, expiry, volatility, interestRate, sign: 1)
    return ReferenceSolution(name: "exact (European call)", closedForm: [.V: asset - cash])
  }

  /// A European put with strike K at the time T: V = K e^(-r (T - t)) N(sigma sqrt(T - t) - d) - S N(-d) for t < T,
  /// with d as in `europeanCall`. Throws `ProblemError` unless K and sigma are above 0 and all are finite.
  public static func europeanPut(
    strike: Double, expiry: Double, volatility: Double, interestRate: Double
  ) throws -> ReferenceSolution {
    let (asset, cash) = try european(strike, expiry, volatility, interestRate, sign: -1)
    return ReferenceSolution(name: "exact (European put)", closedForm: [.V: cash - asset])
  }

  /// S N(sign d) and K e^(-r (T - t)) N(sign (d - sigma sqrt(T - t))).
  private static func european(
    _ strike: Double, _ expiry: Double, _ volatility: Double, _ rate: Double, sign: Double
  ) throws -> (asset: Expr, cash: Expr) {
    try Coefficient(strike).checkPositive("strike of an option")
    try Coefficient(volatility).checkPositive("volatility of an asset")
    guard expiry.isFinite, rate.isFinite else {
      throw ProblemError("an option needs a finite expiry and interest rate, not \(expiry) and \(rate)")
    }
    let price = Expr.coordinate(.assetPrice)
    let left = expiry - Expr.coordinate(.t)
    let spread = volatility * sqrt(left)
    let d = (log(price / strike) + (rate + 0.5 * volatility * volatility) * left) / spread
    func normal(_ z: Expr) -> Expr { 0.5 * (1 + erf(0.5.squareRoot() * z)) }
    return (price * normal(sign * d), strike * exp(-rate * left) * normal(sign * (d - spread)))
  }
}
