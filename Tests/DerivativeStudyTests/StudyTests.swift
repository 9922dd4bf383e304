// What the study's sentences say about its tables, and the tables' looks.

import DerivativeStudy
import PINNAutodiff
import Testing

@Suite struct StudyTests {
  private func candidate(order: Int, by route: Route) throws -> Candidate {
    let network = StudyNetwork.deep
    let candidate = try Candidate(
      route.name, values: [evolution(network.output, order: order, by: route)], of: network,
      at: StudyPoints.scattered(50))
    candidate.run()
    return candidate
  }

  /// Up to order 6, where no other test goes: reverse over reverse against streams.
  @Test func routesAgreeAtEveryOrder() throws {
    for order in 1...6 {
      let reverse = try candidate(order: order, by: .nestedReverse)
      for route in Route.all {
        let difference = try candidate(order: order, by: route).difference(to: reverse)
        #expect(difference < 1e-12, "order \(order), \(route.name)")
      }
    }
  }

  @Test func eachOrderIsOneMoreProduct() throws {
    for route in [Route.taylor, .collapsed] {
      let products = try (2...6).map { try candidate(order: $0, by: route).products }
      #expect(zip(products, products.dropFirst()).allSatisfy { $1 == $0 + 1 }, "\(route.name): \(products)")
    }
  }

  @Test func automaticCollapsesTheHeatResidual() throws {
    let network = StudyNetwork.deep
    let candidates = try [Route.taylor, .collapsed, .automatic].map { route in
      try Candidate(
        route.name, trainingStep: heatResidual(network.output, by: route), of: network, at: StudyPoints.scattered(10))
    }
    #expect(candidates[1].multiplications < candidates[0].multiplications)
    #expect(candidates[2].multiplications == candidates[1].multiplications)
  }

  @Test func tablesAreAligned() {
    var table = Table("route", "time", "note")
    table.add(["a", "1.00 µs", ""])
    table.add(["longer name", "12.5 ms", "x"])
    #expect(
      table.description == """
          route            time   note
          ────────────────────────────
          a             1.00 µs
          longer name   12.5 ms      x
        """)
  }

  @Test func numbersAreForPeople() {
    #expect([0, 999, 1000, 1_234_567].map(Show.count) == ["0", "999", "1,000", "1,234,567"])
    #expect([2, 0.0125, 3.456e-6, 1e-9].map(Show.time) == ["2.00 s", "12.5 ms", "3.46 µs", "1.00 ns"])
    #expect([12, 1536, 5 << 30].map(Show.bytes) == ["12 B", "1.50 KiB", "5.00 GiB"])
    #expect([0, 2.24e-16].map(Show.difference) == ["0", "2.2e-16"])
  }
}
