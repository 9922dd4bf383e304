// How the cost of a derivative grows: with its order, and with the number of points.

import PINNAutodiff
import PINNTensor
import PINNTestSupport

/// Cost by order, of u_t - d^n u / dx^n.
func growthWithOrder(threads: Int) throws -> String {
  let network = StudyNetwork.deep
  let points = StudyPoints.scattered(1_024)
  var counts = Table(["order n"] + Route.growing.map(\.name))
  var times = counts
  for order in 1...6 {
    let candidates = try Route.growing.map { route in
      try Candidate(
        route.name, values: [evolution(network.output, order: order, by: route)], of: network, at: points,
        threads: threads)
    }
    counts.add(["\(order)"] + candidates.map { "\(Show.count($0.products)) / \(Show.count($0.multiplications))" })
    times.add(["\(order)"] + medianSeconds(candidates).map { Show.time($0 / Double(points.count)) })
  }
  return """
    \(heading("4  Growth with the order: u_t - d^n u / dx^n"))

      here      u[.t] - diff(u, Array(repeating: .x, count: n))

      Each order is one more stream, and so one more product for each hidden layer after the first. Reverse over reverse
      differentiates again all that it did before: it grows faster, though not twofold an order, because equal
      expressions are computed once. The network 2-32-32-1, products / multiplications at one point:

    \(counts)

      Time at one point:

    \(times)
    """
}

/// u_t - d^n u / dx^n.
package func evolution(_ u: Expr, order: Int, by route: Route) -> Expr {
  route.derivative(of: u, .t) - route.derivative(of: u, Array(repeating: .x, count: order))
}

/// Cost by number of points, of a training step on the heat residual.
func growthWithPoints(largest: Int, threads: Int) throws -> String {
  let network = StudyNetwork.deep
  let counts = [100, 1_000, 10_000, 100_000, 1_000_000].filter { $0 <= largest }
  let most = counts[counts.count - 1]
  var table = Table(["points"] + Route.growing.map(\.name) + ["their coordinates", "peak of process"])
  for count in counts {
    let points = StudyPoints.scattered(count)
    let candidates = try Route.growing.map { route in
      try Candidate(
        route.name, trainingStep: heatResidual(network.output, by: route), of: network, at: points, threads: threads)
    }
    let times = medianSeconds(candidates).map(Show.time)
    table.add(
      [Show.count(count)] + times
        + [Show.bytes(points.elements.count * MemoryLayout<Double>.size), Show.bytes(PeakMemory.bytes)])
    if count == most {
      table.add(["workspace, any N"] + candidates.map { Show.bytes($0.workspaceBytes) } + ["", ""])
      table.add(["if all were kept"] + candidates.map { Show.bytes($0.bytesPerPoint * most) } + ["", ""])
    }
  }
  return """
    \(heading("5  Growth with the number of points: a training step on the heat residual"))

      Points go through in tiles that stay in the cache, so a thread's workspace is the same for any N. The last row is
      what the same intermediate values would take if they were kept for all \(Show.count(most)) points at once.
      The process also holds the coordinates: once as given, and once for each of the four routes.

    \(table)
    """
}
