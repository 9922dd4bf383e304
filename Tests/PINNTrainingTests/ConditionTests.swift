// Every condition as a term of the loss: what it is worth for functions whose derivatives and means are known by hand.

import PINN
import TensorGridSampling
import Testing

/// A formula in place of a network: what the unknowns are at given coordinates. Its one parameter doesn't matter.
struct Formula: Network {
  var scalesOutputs: Bool { true }
  let unknowns: @Sendable ([Expr]) -> [Expr]
  init(_ unknowns: @escaping @Sendable ([Expr]) -> [Expr]) { self.unknowns = unknowns }
  var description: String { "formula" }
  func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
    let nothing = parameters.vector("nothing", width: 1, .constant(0))
    return unknowns(inputs.compactMap { $0.soleCoordinate?.value }).map { $0 + nothing }
  }
}

@Suite struct ConditionTests {
  let square: Box
  init() throws { square = try Box(x: 0...1, y: 0...1) }

  /// The terms of the loss after those of the equation, all of weight 1, by Gauss' quadrature.
  private func terms(
    _ conditions: [Condition<TestEquation.Unknown>],
    _ unknowns: @escaping @Sendable ([Expr]) -> [Expr]
  ) throws -> [Double] {
    let problem = try Problem(TestEquation(), on: square, points: 64, conditions: conditions)
    let training = try Training(
      problem, network: Formula(unknowns), sampling: Sampling(interior: TensorGrid(.gaussLegendre)))
    return Array(training.loss.evaluate(at: [0]).terms.dropFirst(2))
  }

  @Test func robin() throws {
    // u = x^2 y: on x=1 u = y and n . grad u = 2 y; 3 u + 5 n . grad u - 1 = 13 y - 1.
    let law = Condition<TestEquation.Unknown>.robin(.u, a: 3, b: 5, on: "x=1", points: 16, weight: 1) { _ in 1 }
    let found = try terms([law]) { [$0[0] * $0[0] * $0[1], 0] }
    #expect(abs(found[0] - (169.0 / 3 - 13 + 1)) < 1e-11)
  }

  @Test func robinOnTheOtherSideHasTheNormalReversed() throws {
    // u = x + 2: on x=0 u = 2 and n . grad u = -1.
    let law = Condition<TestEquation.Unknown>.robin(.u, a: 1, b: 3, on: "x=0", points: 16, weight: 1) { _ in 0 }
    #expect(abs(try terms([law]) { [$0[0] + 2, 0] }[0] - 1) < 1e-12)
  }

  @Test func initialRate() throws {
    let wave = try Interval(0...1).over(time: 0...1)
    struct Still: Equation {
      enum Unknown: String, UnknownName { case u }
      func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["u": 0 * s[.u]] }
    }
    // u = x sin(3 t) + t^2: u_t = 3 x and u_tt = 2 at t = 0.
    let problem = try Problem(
      Still(), on: wave, points: 1,
      conditions: [
        .initialRate(.u, points: 16, weight: 1) { s in s[.x] },
        .initialRate(.u, order: 2, points: 16, weight: 1) { _ in 0 },
      ])
    let training = try Training(
      problem, network: Formula { [$0[0] * sin(3 * $0[1]) + $0[1] * $0[1]] },
      sampling: Sampling(interior: TensorGrid(.gaussLegendre)))
    let terms = training.loss.evaluate(at: [0]).terms
    #expect(abs(terms[1] - 4.0 / 3) < 1e-12 && abs(terms[2] - 4) < 1e-12)
    #expect(training.loss.termNames == ["u", "initial u_t", "initial u_tt"])
  }

  @Test func periodicOfAnyOrder() throws {
    // u = x^3 - x: equal at both ends, with equal slopes 3 x^2 - 1 only up to 3, curvatures 6 x up to 6.
    let law = Condition<TestEquation.Unknown>.periodic(along: .x, [.u], order: 2, points: 8, weight: 1)
    let found = try terms([law]) { [$0[0] * $0[0] * $0[0] - $0[0], 0] }
    #expect(zip(found, [0, 9, 36]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func interfacesTakeValuesAndFluxes() throws {
    // On the circle of radius 1/4 around the middle: u = r^2, v = r^2 + 1 there, slopes 1/2 and 4 r^3 = 1/16.
    let disk = try Ball(center: [0.5, 0.5], radius: 0.25)
    let law = Condition<TestEquation.Unknown>.interface(
      .u, .v, conductivities: (3, 8), on: disk.boundary[0], points: 16, weight: 1)
    let found = try terms([law]) { point in
      let (x, y) = (point[0] - 0.5, point[1] - 0.5)
      let square: Expr = x * x + y * y
      return [square, square * square + 1]
    }
    let jump = 1.0 / 16 - 1.0 / 256 - 1
    #expect(abs(found[0] - jump * jump) < 1e-12)
    #expect(abs(found[1] - 1) < 1e-12)
  }

  @Test func partsOfTheRegionHaveLawsOfTheirOwn() throws {
    let law = Condition<TestEquation.Unknown>.law(
      "left", in: try Box(x: 0...0.5, y: 0...1), points: 64, weight: 1
    ) { s in ["u": s[.u]] }
    // The mean of x^2 over [0, 1/2].
    #expect(abs(try terms([law]) { [$0[0], 0] }[0] - 1.0 / 12) < 1e-13)
  }

  @Test func partsMustLieInTheRegion() throws {
    let outside = try Box(x: 0...2, y: 0...1)
    #expect(
      sentence { _ = try terms([.law("far", in: outside, points: 9) { s in ["u": s[.u]] }]) { [$0[0], 0] } }
        .contains("lies outside [0, 1] x [0, 1] (x, y)"))
    let line = try Interval(0...1)
    #expect(
      sentence { _ = try terms([.law("thin", in: line, points: 9) { s in ["u": s[.u]] }]) { [$0[0], 0] } }
        == "condition 'thin' is on [0, 1] (x), but it must be over the axes (x, y), in this order")
    let circle = try Ball(center: [0, 0], radius: 0.5).boundary[0]
    #expect(
      sentence { _ = try terms([.interface(.u, .v, on: circle, points: 9)]) { [$0[0], 0] } }.contains("lies outside"))
  }

  @Test func integralsOverTheWholeRegion() throws {
    // u = x^2 y: the integral over the square is 1/6, over its right half 7/48, along x=1 1/2 (of y).
    let laws: [Condition<TestEquation.Unknown>] = try [
      .integral("whole", over: square, by: TensorGrid(.gaussLegendre), nodes: 9, weight: 1) { s in
        s[.u]
      } equals: { _ in
        1
      },
      .integral("half", over: Box(x: 0.5...1, y: 0...1), by: TensorGrid(.gaussLegendre), nodes: 9, weight: 1) { s in
        s[.u]
      } equals: { _ in
        1
      },
      .integral("side", over: square.boundary[1].region, by: TensorGrid(.gaussLegendre), nodes: 4, weight: 1) { s in
        s[.u][.x]
      } equals: { _ in
        3
      },
    ]
    let found = try terms(laws) { [$0[0] * $0[0] * $0[1], 0] }
    let integrals = [1.0 / 6 - 1, 7.0 / 48 - 1, 1.0 - 3]
    #expect(zip(found, integrals).allSatisfy { abs($0 - $1 * $1) < 1e-12 })
  }

  @Test func integralsOverSomeAxesHoldAtAllPointsOfTheOthers() throws {
    // The integral of x^2 y over x is y / 3; the mean of (y / 3 - y)^2 over y is 4 / 27.
    let law = try Condition<TestEquation.Unknown>.integral(
      "rows", over: Interval(0...1), by: TensorGrid(.gaussLegendre), nodes: 3, points: 5, weight: 1
    ) { s in
      s[.u]
    } equals: { s in
      s[.y]
    }
    #expect(abs(try terms([law]) { [$0[0] * $0[0] * $0[1], 0] }[0] - 4.0 / 27) < 1e-12)
  }

  @Test func integralsMustLieInTheRegion() throws {
    func refusal(_ part: any Region) -> String {
      sentence {
        _ = try terms([
          .integral("mass", over: part, by: TensorGrid(), nodes: 4) { s in
            s[.u]
          } equals: { _ in
            1
          }
        ]) { [$0[0], 0] }
      }
    }
    #expect(refusal(try! Interval(.z, 0...1)).contains("integrates over z, which [0, 1] x [0, 1] (x, y) lacks"))
    #expect(refusal(try! Interval(0...2)).contains("lies outside"))
  }

  /// An integral decides what the equation leaves open: laplacian u = 0 with no flux is any constant.
  @Test func anIntegralIsTrainedOn() throws {
    struct Flat: Equation {
      enum Unknown: String, UnknownName { case u }
      func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> { ["flat": s[.u][.x, .x] - 6 * s[.x]] }
    }
    let line = try Interval(0...1)
    // u = x^3 + a x + b with u(0) = 1 and mean 2: a = 3/2, b = 1.
    let problem = try Problem(
      Flat(), on: line, points: 40,
      conditions: [
        .point(.u, at: [.x: 0]) { _ in 1 },
        .integral("mean", over: line, by: TensorGrid(.gaussLegendre), nodes: 8) { s in
          s[.u]
        } equals: { _ in
          2
        },
      ])
    let solution = try Training(problem, network: MLP(width: 8, depth: 1)).run(budget: .steps(150))
    let exact = ReferenceSolution<Flat.Unknown>(
      name: "exact", closedForm: [.u: pow(.coordinate(.x), 3) + 1.5 * .coordinate(.x) + 1])
    #expect(try solution.errors(against: exact).errors[0].relativeL2 < 1e-5)
  }
}
