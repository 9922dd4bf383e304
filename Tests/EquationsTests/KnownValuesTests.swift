// Solutions against numbers and laws that share nothing with the equations: published values, conserved quantities, data at the
// boundary that they are known for.

import BendingEquations
import BlackScholesEquations
import DynamicsEquations
import Foundation
import PINNCore
import PhaseFieldEquations
import PoissonEquations
import ShallowWaterEquations
import StokesEquations
import Testing
import TransportEquations

@Suite struct KnownValuesTests {
  func value(_ expression: Expr?, _ point: [Axis: Double]) throws -> Double {
    let axes = point.keys.sorted()
    let points = try PointSet(axes: axes, points: Tensor(rows: [axes.map { point[$0]! }]))
    return try evaluate([#require(expression)], at: points)[0, 0]
  }

  /// Hull, Options, Futures, and Other Derivatives: S = 42, K = 40, r = 0.1, sigma = 0.2, half a year: 4.76 and 0.81.
  @Test func optionsCostWhatTheTextbookSays() throws {
    let call = try ReferenceSolution.europeanCall(strike: 40, expiry: 0.5, volatility: 0.2, interestRate: 0.1)
    let put = try ReferenceSolution.europeanPut(strike: 40, expiry: 0.5, volatility: 0.2, interestRate: 0.1)
    let today: [Axis: Double] = [.assetPrice: 42, .t: 0]
    #expect(try abs(value(call.closedForm[.V], today) - 4.76) < 0.005)
    #expect(try abs(value(put.closedForm[.V], today) - 0.81) < 0.005)
    // The payoff, just before expiry.
    #expect(try abs(value(call.closedForm[.V], [.assetPrice: 42, .t: 0.5 - 1e-9]) - 2) < 1e-6)
  }

  /// Along a cycle, d u - c log u + b v - a log v doesn't change (Volterra 1926).
  @Test func predatorsAndPreyKeepTheirInvariant() throws {
    let cycle = ReferenceSolution<LotkaVolterra.Unknown>.cycle.closedForm
    let (u, v) = (try #require(cycle[.u]), try #require(cycle[.v]))
    let invariant = 0.1 * u - 0.5 * log(u) + 0.4 * v - 1.1 * log(v)
    let start = 0.1 * 10 - 0.5 * Foundation.log(10) + 0.4 * 5 - 1.1 * Foundation.log(5)
    for t in [0, 0.3, 0.7, 1] { #expect(try abs(value(invariant, [.t: t]) - start) < 1e-12) }
  }

  /// Volumes in the phase space of Lorenz' model shrink, but its trajectory obeys (x^2 / 2 - sigma z)_t = -sigma x^2 +
  /// sigma beta z (Lorenz 1963), here integrated by Simpson's rule.
  @Test func theTrajectoryOfLorenzKeepsItsBalance() throws {
    let known = ReferenceSolution<Lorenz.Unknown>.trajectory.closedForm
    let (x, z) = (try #require(known[.x]), try #require(known[.z]))
    let (store, rate) = (0.5 * x * x - 10 * z, -10 * x * x + 10 * 8.0 / 3 * z)
    let (steps, end) = (200, 0.25)
    let integral = try (0...steps).reduce(0.0) { sum, i in
      let weight: Double = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2
      return try sum + weight * value(rate, [.t: end * Double(i) / Double(steps)])
    }
    let change = try value(store, [.t: end]) - value(store, [.t: 0])
    #expect(abs(change - integral * end / Double(3 * steps)) < 1e-7 * abs(change))
    #expect(try abs(value(known[.y], [.t: 0]) - 2) < 1e-12)
  }

  @Test func theMixtureKeepsItsMass() throws {
    let u = ReferenceSolution.separation().closedForm[.u]
    for t in [0, 0.15, 0.3] {
      let mean = try (0..<64).reduce(0.0) { try $0 + value(u, [.x: 2 * .pi * Double($1) / 64, .t: t]) / 64 }
      #expect(abs(mean - 0.1) < 1e-12)
    }
  }

  @Test func deflectionsAreThoseOfTheHandbook() throws {
    // The tip of a cantilever, q L^4 / (8 EI), and the centre of a clamped disc, q a^4 / (64 D).
    let beam = try ReferenceSolution.cantilever(stiffness: 2, load: 3, length: 1.5).closedForm[.w]
    #expect(try abs(value(beam, [.x: 1.5]) - 3 * pow(1.5, 4) / 16) < 1e-14)
    #expect(try value(beam?[.x], [.x: 0]) == 0)
    let disc = try ReferenceSolution.clampedDisc(rigidity: 2, load: 3, radius: 1.5).closedForm[.w]
    #expect(try abs(value(disc, [.x: 0, .y: 0]) - 3 * pow(1.5, 4) / 128) < 1e-14)
    #expect(try abs(value(disc?[.x], [.x: 0.9, .y: 1.2])) < 1e-14)
  }

  @Test func fluidsStickToTheSphere() throws {
    let flow = try ReferenceSolution.sphere(viscosity: 2, radius: 3, speed: 5).closedForm
    for unknown in [Stokes3D.Unknown.u, .v, .w] {
      #expect(try abs(value(flow[unknown], [.x: 1, .y: 2, .z: -2])) < 1e-14)
    }
    #expect(try abs(value(flow[.u], [.x: 1e9, .y: 0, .z: 0]) - 5) < 1e-7)
  }

  @Test func layersAndDams() throws {
    for a in [-50.0, 50] {
      let layer = try ReferenceSolution.boundaryLayer(velocity: a, diffusivity: 0.05).closedForm[.u]
      #expect(try abs(value(layer, [.x: 0])) < 1e-14)
      #expect(try abs(value(layer, [.x: 1]) - 1) < 1e-14)
      // The layer is where the flow goes, at x=1 or at x=0; in the middle exp(-500) of it is left.
      #expect(try abs(value(layer, [.x: 0.5]) - (a > 0 ? 0 : 1)) < 1e-14)
    }
    // Where the water is still at rest, and at the dam: 4/9 of the depth, 2/3 of the speed of waves.
    let dam = try ReferenceSolution.damBreak(gravity: 9.81, depth: 2).closedForm
    let c = (9.81 * 2).squareRoot()
    #expect(try abs(value(dam[.h], [.x: -c, .t: 1]) - 2) < 1e-12)
    #expect(try abs(value(dam[.h], [.x: 0, .t: 1]) - 8.0 / 9) < 1e-12)
    #expect(try abs(value(dam[.u], [.x: 0, .t: 1]) - 2 * c / 3) < 1e-12)
  }

  @Test func systemsStartWhereTheyShould() throws {
    for (b, c) in [(1.7, 0.9), (-1.7, 0.9), (0.1225, -1.0)] {
      let solution = try ReferenceSolution.linear(a: 0.3, b: b, c: c, d: -0.4, u0: 1.2, v0: -0.7).closedForm
      #expect(try abs(value(solution[.u], [.t: 0]) - 1.2) < 1e-15)
      #expect(try abs(value(solution[.v], [.t: 0]) + 0.7) < 1e-15)
    }
    let vibration = try ReferenceSolution.freeVibration(friction: 0.4, stiffness: 2, start: 1.2).closedForm[.u]
    #expect(try abs(value(vibration, [.t: 0]) - 1.2) < 1e-15)
    #expect(try abs(value(vibration?[.t], [.t: 0])) < 1e-15)
  }
}
