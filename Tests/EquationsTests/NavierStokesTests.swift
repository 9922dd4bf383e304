// Navier-Stokes: formulas, every term on polynomials, exact flows in every orientation, refused input.

import Foundation
import NavierStokesEquations
import PINNCore
import Testing

@Suite struct NavierStokesTests {
  @Test func formulas() {
    #expect(
      NavierStokes2D(viscosity: 0.01).formula == """
        u_t + u u_x + v u_y + p_x - nu (u_xx + u_yy) = 0
        v_t + u v_x + v v_y + p_y - nu (v_xx + v_yy) = 0
        u_x + v_y = 0
        """)
    #expect(
      NavierStokes3D(viscosity: 0.01, steady: true).formula == """
        u u_x + v u_y + w u_z + p_x - nu (u_xx + u_yy + u_zz) = 0
        u v_x + v v_y + w v_z + p_y - nu (v_xx + v_yy + v_zz) = 0
        u w_x + v w_y + w w_z + p_z - nu (w_xx + w_yy + w_zz) = 0
        u_x + v_y + w_z = 0
        """)
    #expect(NavierStokes2D(viscosity: 1).axes == [.x, .y, .t])
    #expect(NavierStokes2D(viscosity: 1, steady: true).axes == [.x, .y])
    #expect(NavierStokes3D(viscosity: 1).axes == [.x, .y, .z, .t])
  }

  /// The derivatives of polynomials, worked out by hand: the route that shares nothing with the equation.
  @Test(arguments: [false, true])
  func everyTermOnPolynomialsInThePlane(steady: Bool) throws {
    let points = try randomPoints(10, [(.x, -1...1), (.y, -1...1), (.t, 0...1)])
    let equation = NavierStokes2D(viscosity: 0.3, steady: steady)
    let fields: [NavierStokes2D.Unknown: Expr] = [
      .u: x * x * y + y * y * t, .v: y * y * x - x * t, .p: x * x * y,
    ]
    let found = try residuals(of: equation, fields, at: points)
    #expect(found.map(\.name) == ["momentum x", "momentum y", "continuity"])
    for i in 0..<points.count {
      let at = coordinates(points, i)
      let (x, y, t) = (at(.x), at(.y), at(.t))
      let (u, v) = (x * x * y + y * y * t, y * y * x - x * t)
      let alongX = (steady ? 0 : y * y) + u * 2 * x * y + v * (x * x + 2 * y * t) + 2 * x * y - 0.3 * (2 * y + 2 * t)
      let alongY = (steady ? 0 : -x) + u * (y * y - t) + v * 2 * x * y + x * x - 0.3 * 2 * x
      for (residual, expected) in zip(found, [alongX, alongY, 4 * x * y]) {
        #expect(abs(residual.values[i] - expected) < 1e-13, "\(residual.name)")
      }
    }
  }

  @Test(arguments: [false, true])
  func everyTermOnPolynomialsInSpace(steady: Bool) throws {
    let points = try randomPoints(10, [(.x, -1...1), (.y, -1...1), (.z, -1...1), (.t, 0...1)])
    let equation = NavierStokes3D(viscosity: 0.3, steady: steady)
    let fields: [NavierStokes3D.Unknown: Expr] = [
      .u: x * x * y + z * t, .v: y * y * z - x * t, .w: x * y * z + t * t + x * x * x + z * z, .p: x * x * y * z + t,
    ]
    let found = try residuals(of: equation, fields, at: points)
    #expect(found.map(\.name) == ["momentum x", "momentum y", "momentum z", "continuity"])
    for i in 0..<points.count {
      let at = coordinates(points, i)
      let (x, y, z, t) = (at(.x), at(.y), at(.z), at(.t))
      let (u, v, w) = (x * x * y + z * t, y * y * z - x * t, x * y * z + t * t + x * x * x + z * z)
      let rates = steady ? [0, 0, 0] : [z, -x, 2 * t]
      let convection = [
        u * 2 * x * y + v * x * x + w * t,
        u * -t + v * 2 * y * z + w * y * y,
        u * (y * z + 3 * x * x) + v * x * z + w * (x * y + 2 * z),
      ]
      let pressure = [2 * x * y * z, x * x * z, x * x * y]
      let laplacians = [2 * y, 2 * z, 6 * x + 2]
      for j in 0..<3 {
        let expected = rates[j] + convection[j] + pressure[j] - 0.3 * laplacians[j]
        #expect(abs(found[j].values[i] - expected) < 1e-13, "\(found[j].name)")
      }
      #expect(abs(found[3].values[i] - (2 * x * y + 2 * y * z + x * y + 2 * z)) < 1e-13)
    }
  }

  @Test(arguments: [0.01, 0.025, 0.05, 1])
  func kovasznayFlowIsSteady(viscosity: Double) throws {
    let solution = try ReferenceSolution.kovasznay(viscosity: viscosity)
    let points = try randomPoints(200, [(.x, -0.5...1), (.y, -0.5...1.5)])
    let coefficient = Coefficient(viscosity)
    #expect(try largestResidual(of: NavierStokes2D(viscosity: coefficient, steady: true), solution, at: points) < 1e-10)
    // The same flow in space, with a third velocity of 0.
    let (u, v, p) = (solution.closedForm[.u]!, solution.closedForm[.v]!, solution.closedForm[.p]!)
    let flat: [NavierStokes3D.Unknown: Expr] = [.u: u, .v: v, .w: 0 * z, .p: p]
    let space = try randomPoints(200, [(.x, -0.5...1), (.y, -0.5...1.5), (.z, 0...1)])
    let found = try residuals(of: NavierStokes3D(viscosity: coefficient, steady: true), flat, at: space)
    #expect(found.flatMap(\.values).allSatisfy { abs($0) < 1e-10 })
    let terms = [
      u * u[.x], v * u[.y], p[.x], viscosity * u[.x, .x], viscosity * u[.y, .y],
      u * v[.x], v * v[.y], viscosity * v[.x, .x], viscosity * v[.y, .y], u[.x], v[.y],
    ]
    // Far above the residuals: no term could go wrong unnoticed.
    #expect(try rootMeanSquares(terms, at: points).allSatisfy { $0 > 1e-5 })
  }

  @Test func kovasznayValues() throws {
    // Re = 20 at (0.3, 0.7), from the formulas in plain numbers.
    let l = 10 - (100 + 4 * Double.pi * Double.pi).squareRoot()
    let (e, phase) = (Foundation.exp(0.3 * l), 2 * Double.pi * 0.7)
    let expected: [NavierStokes2D.Unknown: Double] = [
      .u: 1 - e * Foundation.cos(phase), .v: l / (2 * .pi) * e * Foundation.sin(phase), .p: (1 - e * e) / 2,
    ]
    let solution = try ReferenceSolution.kovasznay(viscosity: 0.05)
    let point = try PointSet(axes: [.x, .y], points: Tensor(rows: [[0.3, 0.7]]))
    for (unknown, value) in expected {
      let found = try #require(try solution.values(of: unknown, at: point))
      #expect(abs(found[0] - value) < 1e-14)
    }
  }

  @Test func taylorGreenVorticesDecay() throws {
    let solution = try ReferenceSolution.taylorGreen(viscosity: 0.1)
    let points = try randomPoints(200, [(.x, 0...6.28), (.y, 0...6.28), (.t, 0...1)])
    let equation = NavierStokes2D(viscosity: 0.1)
    #expect(try largestResidual(of: equation, solution, at: points) < 1e-13)
    let (u, v, p) = (solution.closedForm[.u]!, solution.closedForm[.v]!, solution.closedForm[.p]!)
    let terms = [
      u[.t], u * u[.x], v * u[.y], p[.x], 0.1 * u[.x, .x], 0.1 * u[.y, .y],
      v[.t], u * v[.x], v * v[.y], p[.y], 0.1 * v[.x, .x], 0.1 * v[.y, .y], u[.x], v[.y],
    ]
    #expect(try rootMeanSquares(terms, at: points).allSatisfy { $0 > 0.01 })
    // The initial flow at a point, in plain numbers.
    let start = try PointSet(axes: [.x, .y, .t], points: Tensor(rows: [[0.3, 0.7, 0]]))
    let expected: [NavierStokes2D.Unknown: Double] = [
      .u: -Foundation.cos(0.3) * Foundation.sin(0.7), .v: Foundation.sin(0.3) * Foundation.cos(0.7),
      .p: -(Foundation.cos(0.6) + Foundation.cos(1.4)) / 4,
    ]
    for (unknown, value) in expected {
      let found = try #require(try solution.values(of: unknown, at: start))
      #expect(abs(found[0] - value) < 1e-15)
    }
  }

  /// A flow seen from a moving frame: it couples the time derivative to convection, which the decaying flows don't.
  @Test func taylorGreenVorticesAdrift() throws {
    let (cx, cy, nu) = (0.8, -0.5, 0.1)
    let (a, b) = (x - cx * t, y - cy * t)
    let decay = exp(-2 * nu * t)
    let fields: [NavierStokes2D.Unknown: Expr] = [
      .u: cx - cos(a) * sin(b) * decay, .v: cy + sin(a) * cos(b) * decay,
      .p: -0.25 * (cos(2.0 * a) + cos(2.0 * b)) * decay * decay,
    ]
    let points = try randomPoints(200, [(.x, 0...6.28), (.y, 0...6.28), (.t, 0...1)])
    let found = try residuals(of: NavierStokes2D(viscosity: Coefficient(nu)), fields, at: points)
    #expect(found.flatMap(\.values).allSatisfy { abs($0) < 1e-13 })
  }

  @Test(arguments: [(1.0, 1.0, 1.0), (0.05, 0.8, 1.7)])
  func beltramiFlowDecays(viscosity: Double, a: Double, d: Double) throws {
    let solution = try ReferenceSolution.beltrami(viscosity: viscosity, a: a, d: d)
    let points = try randomPoints(200, [(.x, -1...1), (.y, -1...1), (.z, -1...1), (.t, 0...1)])
    let equation = NavierStokes3D(viscosity: Coefficient(viscosity))
    #expect(try largestResidual(of: equation, solution, at: points) < 1e-11)
    let velocity = [NavierStokes3D.Unknown.u, .v, .w].map { solution.closedForm[$0]! }
    let p = solution.closedForm[.p]!
    for (component, axis) in zip(velocity, [Axis.x, .y, .z]) {
      let convection = zip(velocity, [Axis.x, .y, .z]).map { $0 * diff(component, $1) }
      let diffusion = [Axis.x, .y, .z].map { viscosity * diff(component, $0, $0) }
      let terms = convection + diffusion + [component[.t], diff(p, axis), diff(component, axis)]
      #expect(try rootMeanSquares(terms, at: points).allSatisfy { $0 > 0.01 })
    }
  }

  @Test func beltramiValues() throws {
    // At t = 0, a = d = 1 in the published form, in plain numbers.
    let (x, y, z) = (0.3, -0.7, 0.4)
    let first = exp(2 * x) + exp(2 * y) + exp(2 * z) + 2 * sin(x + y) * cos(z + x) * exp(y + z)
    let rest = 2 * sin(y + z) * cos(x + y) * exp(z + x) + 2 * sin(z + x) * cos(y + z) * exp(x + y)
    let expected: [NavierStokes3D.Unknown: Double] = [
      .u: -(exp(x) * sin(y + z) + exp(z) * cos(x + y)), .v: -(exp(y) * sin(z + x) + exp(x) * cos(y + z)),
      .w: -(exp(z) * sin(x + y) + exp(y) * cos(z + x)), .p: -0.5 * (first + rest),
    ]
    let solution = try ReferenceSolution.beltrami(viscosity: 1)
    let point = try PointSet(axes: [.x, .y, .z, .t], points: Tensor(rows: [[x, y, z, 0]]))
    for (unknown, value) in expected {
      let found = try #require(try solution.values(of: unknown, at: point))
      #expect(abs(found[0] - value) < 1e-14)
    }
  }

  @Test func impossibleInputIsRefused() {
    #expect(complaint { try NavierStokes2D(viscosity: -1).validate() }?.contains("not -1.0") == true)
    #expect(complaint { try NavierStokes3D(viscosity: Coefficient(.nan)).validate() } != nil)
    #expect(complaint { try NavierStokes3D(viscosity: 0, steady: true).validate() } == nil)
    #expect(complaint { _ = try ReferenceSolution.kovasznay(viscosity: 0) }?.contains("above 0") == true)
    #expect(complaint { _ = try ReferenceSolution.taylorGreen(viscosity: -.infinity) } != nil)
    #expect(complaint { _ = try ReferenceSolution.beltrami(viscosity: 1, a: .nan) } != nil)
  }
}
