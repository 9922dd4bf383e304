// An equation that the package doesn't have, from the law to a trained and checked solution: the code of
// Guides/AddingAnEquation.md.

import PINN
import PINNTestSupport

/// u_t - D u_xx - r u (1 - u) = 0: a population that spreads and grows up to 1
/// (Fisher, Ann. Eugenics 7 (1937) 355-369, doi:10.1111/j.1469-1809.1937.tb02153.x).
public struct FisherEquation: Equation {
  /// The population u, as a part of what the place can feed.
  public enum Unknown: String, UnknownName { case u }

  /// The diffusivity D >= 0, in length^2 / time.
  public var diffusivity: Coefficient
  /// The growth rate r >= 0, in 1 / time.
  public var rate: Coefficient

  /// The equation with the given diffusivity and growth rate.
  public init(diffusivity: Coefficient, rate: Coefficient) {
    self.diffusivity = diffusivity
    self.rate = rate
  }

  /// "fisher": u_t - D u_xx - r u (1 - u).
  public func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    return ["fisher": u[.t] - diffusivity.named("D") * u[.x, .x] - rate.named("r") * u * (1 - u)]
  }

  /// Throws `ProblemError` for coefficients that are negative or not finite.
  public func validate() throws {
    try diffusivity.checkNonnegative("diffusivity of Fisher's equation")
    try rate.checkNonnegative("growth rate of Fisher's equation")
  }
}

extension ReferenceSolution where Unknown == FisherEquation.Unknown {
  /// The front u = (1 + exp(z))^-2, z = sqrt(r / (6 D)) x - 5 r t / 6, that invades u = 0
  /// (Ablowitz & Zeppetella, Bull. Math. Biol. 41 (1979) 835-840, doi:10.1007/BF02462380).
  public static func front(diffusivity d: Double, rate r: Double) -> ReferenceSolution {
    let z = (r / (6 * d)).squareRoot() * Expr.coordinate(.x) - 5 * r / 6 * Expr.coordinate(.t)
    return ReferenceSolution(name: "exact (front)", closedForm: [.u: 1 / pow(1 + exp(z), 2)])
  }
}

let equation = FisherEquation(diffusivity: 0.3, rate: 1.7)
print(equation.formula)  // u_t - D u_xx - r u (1 - u) = 0

let exact = ReferenceSolution.front(diffusivity: 0.3, rate: 1.7)
let domain = try Interval(-5...5).over(time: 0...2)
try checkEquation(equation, solvedBy: exact, on: domain)

let problem = try Problem(
  equation, on: domain, points: 1_000,
  conditions: [.matching(exact, .u, on: "initial", "x=-5", "x=5", points: 150)])
let stages: [Stage] = [.adam(steps: 200), .lbfgs(steps: 1_000)]
let solution = try Training(problem, network: MLP(width: 16, depth: 2)).run(stages)
print(try solution.errors(against: exact))

var measured = try Grid(over: domain, count: 12).points(over: [.x, .t])
measured.data["u"] = try exact.values(of: .u, at: measured)
let inverse = try Problem(
  FisherEquation(diffusivity: 0.3, rate: .trainable("r", initial: 0.5)), on: domain, points: 1_000,
  conditions: [.data(.u, at: measured)])
let found = try Training(inverse, network: MLP(width: 16, depth: 2)).run(stages)
print(found.coefficients)  // r close to 1.7
