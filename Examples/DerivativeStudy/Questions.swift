// The three questions, each answered by every route side by side. Each function returns what is printed.

import PINNAutodiff
import PINNTensor

/// The first question: derivatives of a network by its inputs.
func firstQuestion(threads: Int) throws -> String {
  let network = StudyNetwork.small
  let points = StudyPoints.grid
  let candidates = try Route.all.map { route in
    try Candidate(
      route.name, values: firstDerivatives(of: network.output, by: route), of: network, at: points, threads: threads)
  }
  let comparison = comparison(candidates)
  let values = Tensor(shape: [points.count, 6], elements: candidates[0].values)
  var sample = Table("(x, t)", "u", "u_x", "u_t", "u_xx", "u_xt", "u_xxt")
  for i in [0, 17, 34] {
    let point = points.row(i).map { Show.decimal($0, digits: 1) }.joined(separator: ", ")
    sample.add(["(\(point))"] + values.row(i).map { Show.decimal($0, digits: 5) })
  }
  let width = Route.all.map(\.name.count).max() ?? 0
  let codes = Route.all.map { "  " + $0.name.padding(to: width + 3) + $0.code }.joined(separator: "\n")
  return """
    \(heading("1  First, second and mixed derivatives of a network by its inputs"))

      PyTorch   u_x = autograd.grad(u.sum(), x, create_graph=True)[0], and again for u_xx;
                or u.backward(torch.ones_like(u)), x.grad
      here      u[.x]   u[.x, .x]   u[.x, .x, .t]

      An expression is a value at one point: there is no batch to sum over, and no tensor of ones to pass.
      A sigmoid network 2-5-1 on a 5 x 7 grid of (x, t):

    \(sample)

      All six by every route. A product is one of a weight matrix with a stream; products and multiplications are
      counted at one point, differences are to the first route. With one output and low orders reverse needs a little
      less; 'automatic' is the cheaper of Taylor and collapsed.

    \(comparison)

      How a program asks for u_xt:

    \(codes)
    """
}

/// u, u_x, u_t, u_xx, u_xt and u_xxt.
package func firstDerivatives(of u: Expr, by route: Route) -> [Expr] {
  [
    u, route.derivative(of: u, .x), route.derivative(of: u, .t), route.derivative(of: u, .x, .x),
    route.derivative(of: u, .x, .t), route.derivative(of: u, .x, .x, .t),
  ]
}

/// The second question: the Jacobian of a batch without its zeros.
func secondQuestion(threads: Int) throws -> String {
  let network = StudyNetwork.twoOutputs
  let count = 1_000
  let candidates = try Route.all.map { route in
    try Candidate(
      route.name, values: route.derivative(of: network.output, .x).components, of: network, at: StudyPoints.line(count),
      threads: threads)
  }
  let full = 2 * count * count
  return """
    \(heading("2  The derivative [N, 2] of a batch [N, 1] -> [N, 2], without N x N zeros"))

      PyTorch   vmap(jacfwd(net))(x)
      here      y[.x]

      The batch's full Jacobian has 2 N^2 numbers: for N = \(Show.count(count)), \(Show.count(full)), of which \
    \(Show.count(full - 2 * count)) are zeros.
      Here a derivative at one point never meets another point: only the other \(Show.count(2 * count)) are computed.
      A sigmoid network 1-8-2. Forward routes carry one stream; reverse routes make a pass for each output.

    \(comparison(candidates))
    """
}

/// The third question: derivatives that are fast enough to train on.
func thirdQuestion(threads: Int) throws -> String {
  let network = StudyNetwork.deep
  let weights = network.layout.count
  let points = StudyPoints.scattered(4_096)
  let residuals = try Route.all.map { route in
    try Candidate(
      route.name, values: [heatResidual(network.output, by: route)], of: network, at: points, threads: threads)
  }
  let steps = try Route.all.map { route in
    try Candidate(
      route.name, trainingStep: heatResidual(network.output, by: route), of: network, at: points, threads: threads)
  }
  return """
    \(heading("3  Derivatives fast enough to train on: the heat residual u_t - k u_xx"))

      PyTorch   u_x, u_t = autograd.grad(u.sum(), (x, t), create_graph=True), u_xx from u_x, loss.backward()
      here      u[.t] - k * u[.x, .x]

      A sigmoid network 2-32-32-1 at \(Show.count(points.count)) points. Taylor carries u, u_x, u_xx and u_t through it,
      collapsed only u, u_x and u_t - k u_xx, and 'automatic' finds that from the formula. The residual:

    \(comparison(residuals))

      A step of training, the residual's mean square and its gradient by all \(Show.count(weights)) weights:

    \(comparison(steps))
    """
}

/// Candidates side by side, with times also as a multiple of the fastest.
private func comparison(_ candidates: [Candidate]) -> String {
  let seconds = medianSeconds(candidates)
  let fastest = seconds.min() ?? 1
  var table = Table("route", "difference", "products", "multiplications", "bytes a point", "workspace", "time", "")
  for (c, time) in zip(candidates, seconds) {
    table.add([
      c.name, Show.difference(c.difference(to: candidates[0])), Show.count(c.products), Show.count(c.multiplications),
      Show.count(c.bytesPerPoint), Show.bytes(c.workspaceBytes), Show.time(time), Show.ratio(time / fastest),
    ])
  }
  return table.description
}

func heading(_ text: String) -> String { text + "\n" + String(repeating: "═", count: text.count) }
