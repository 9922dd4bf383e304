// What the Black-Scholes equation says about itself.

import PINNCore

extension EquationEntry {
  /// `BlackScholesEquation`.
  public static let blackScholes = EquationEntry(
    "blackScholes", "Price V of an option over the asset price S and time", subject: .dynamics,
    formula: "V_t + 0.5 sigma^2 S^2 V_SS + r S V_S - r V = 0", solutions: "European call and put",
    cases: {
      let equation = BlackScholesEquation(volatility: 0.3, interestRate: 0.07)
      return try [
        SolvedCase(
          [
            equation: .europeanCall(strike: 40, expiry: 1.5, volatility: 0.3, interestRate: 0.07),
            equation: .europeanPut(strike: 40, expiry: 1.5, volatility: 0.3, interestRate: 0.07),
          ], on: [.assetPrice: 20...60, .t: 0.1...1])
      ]
    }
  ) { a in
    try BlackScholesEquation(
      volatility: a.coefficient(
        .init("volatility", "volatility of the asset", symbol: "sigma", unit: "1 / sqrt(time)", range: .nonnegative)),
      interestRate: a.coefficient(.init("interestRate", "interest rate without risk", symbol: "r", unit: "1 / time")))
  }
}
