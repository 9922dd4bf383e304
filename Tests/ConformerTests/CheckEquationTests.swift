// The checker itself: an equation that is wrong in any one way is caught, and so is a solution that doesn't show enough.

import PINN
import PINNTestSupport
import Testing

/// u_t + c u_x - d u_xx + r u^3 - r u = 0, with one mistake at a time.
private struct Suspect: Equation {
  enum Unknown: String, UnknownName { case u }
  enum Mistake: CaseIterable {
    case none, sign, factor, missingTerm, innerSign, forgottenCoefficient, unnamedCoefficient, twins, nonsense
    case notANumber, noResidual, otherAxis
  }
  var mistake: Mistake
  var diffusivity: Coefficient = 0.3
  var rate: Coefficient = 1.7

  func validate() {}

  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    let u = s[.u]
    let (d, r) = (diffusivity.named("D"), mistake == .unnamedCoefficient ? rate : rate.named("r"))
    let cubic = pow(u, 3)
    switch mistake {
    case .sign: return ["law": u[.t] + d * u[.x, .x] + r * (cubic - u)]
    case .factor: return ["law": u[.t] - 1.00001 * (d * u[.x, .x]) + r * (cubic - u)]
    case .missingTerm: return ["law": u[.t] - d * u[.x, .x] + r * cubic]
    case .innerSign: return ["law": u[.t] - d * u[.x, .x] + r * (cubic + u)]
    case .forgottenCoefficient: return ["law": u[.t] - d * u[.x, .x] + 1.7 * (cubic - u)]
    case .twins: return ["law": u[.t] - d * u[.x, .x] + r * (cubic - u), "law": u]
    case .nonsense: return ["law": u[.t] - d * u[.x, .x] + r * (cubic - u) + concatenate([u, u])[7]]
    case .notANumber: return ["law": u[.t] - d * u[.x, .x] + r * (cubic - u) + log(-1 - s[.x] * s[.x])]
    case .noResidual: return [:]
    case .otherAxis: return ["law": u[.t] - d * u[.y, .y] + r * (cubic - u)]
    case .none, .unnamedCoefficient: return ["law": u[.t] - d * u[.x, .x] + r * (cubic - u)]
    }
  }

  /// The front that solves the equation without mistake.
  static let front: ReferenceSolution<Unknown> = {
    let phase =
      (Expr.coordinate(.x) - 3 * (0.3 * 1.7 / 2).squareRoot() * .coordinate(.t)) / (8 * 0.3 / 1.7).squareRoot()
    return ReferenceSolution(name: "front", closedForm: [.u: 0.5 * tanh(phase) - 0.5])
  }()
}

/// Two unknowns, one of which the law forgets.
private struct Forgetful: Equation {
  enum Unknown: String, UnknownName { case u, v }
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["law": s[.u][.x, .x] + s[.u]] }
}

@Suite struct CheckEquationTests {
  let region = try! Interval(-1...1).over(time: 0...1)

  func finding(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return "\(error)" }
  }

  @Test(arguments: Suspect.Mistake.allCases)
  private func aMistakeIsCaught(_ mistake: Suspect.Mistake) {
    let found = finding { try checkEquation(Suspect(mistake: mistake), solvedBy: Suspect.front, on: region) }
    let expected: String? =
      switch mistake {
      case .none: nil
      case .sign, .factor, .missingTerm, .innerSign: "largest term"
      case .forgottenCoefficient, .unnamedCoefficient: "shows only"
      case .otherAxis: "has no axis y"
      case .twins: "two residuals"
      case .nonsense: "makes no sense"
      case .notANumber: "nan"
      case .noResidual: "no residuals"
      }
    if let expected {
      #expect(found?.contains(expected) == true, "\(found ?? "nothing found")")
    } else {
      #expect(found == nil)
    }
  }

  @Test func aSolutionMustShowEveryTerm() throws {
    let rest = ReferenceSolution<Suspect.Unknown>(name: "rest", closedForm: [.u: Expr(1)])
    let alone = finding { try checkEquation(Suspect(mistake: .none), solvedBy: rest, on: region) }
    #expect(alone?.contains("would not notice a mistake in") == true)
    // Together with the front it does: each solution has to show a part only.
    try checkEquation([Suspect(mistake: .none): rest, Suspect(mistake: .none): Suspect.front], on: region)
  }

  @Test func aCoefficientThatIsNotFiniteIsCaught() {
    let equation = Suspect(mistake: .none, diffusivity: Coefficient(.nan))
    #expect(
      finding { try checkEquation(equation, solvedBy: Suspect.front, on: region) }?.contains("accepts nan") == true)
  }

  @Test func everyUnknownMustBeReadAndKnown() throws {
    let wave = ReferenceSolution<Forgetful.Unknown>(name: "wave", closedForm: [.u: sin(.coordinate(.x))])
    let found = finding { try checkEquation(Forgetful(), solvedBy: wave, on: Interval(0...1)) }
    #expect(found?.contains("reads the unknown 'v'") == true)
    let silent = ReferenceSolution<Suspect.Unknown>(name: "silence") { _, _ in nil }
    #expect(
      finding { try checkEquation(Suspect(mistake: .none), solvedBy: silent, on: region) }?.contains("closed form")
        == true)
    #expect(
      finding { try checkEquation(Forgetful(), solvedBy: wave, on: Interval(.y, 0...1)) }?.contains("no axis x") == true
    )
    #expect(finding { try checkEquation([:] as KeyValuePairs<Forgetful, ReferenceSolution>, on: region) } != nil)
  }
}
