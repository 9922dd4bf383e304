// The networks of the study, with weights that any program can write down exactly, and the points they are evaluated
// at.

import PINNAutodiff
import PINNTensor

/// A network of sigmoid layers with a linear last one.
package struct StudyNetwork {
  /// Its inputs.
  package let axes: [Axis]
  /// Its outputs, as one vector.
  package let output: Expr
  /// Its weights and biases, layer by layer.
  package let layout: ParameterLayout
  /// The weights: parameter k is ((37 k) mod 101 - 50) / 64, which has no rounding.
  package var theta: [Double] { (0..<layout.count).map { Double(37 * $0 % 101 - 50) / 64 } }

  /// A network with inputs `axes`, hidden layers of the given widths, and `outputs` outputs.
  package init(over axes: [Axis], hidden: [Int], outputs: Int) {
    let scope = ParameterScope()
    var z = concatenate(axes.map { .coordinate($0) })
    for (i, width) in hidden.enumerated() { z = sigmoid(scope.affine("layer \(i + 1)", z, outputs: width)) }
    output = scope.affine("output", z, outputs: outputs)
    self.axes = axes
    layout = scope.layout
  }

  /// 2-5-1: the first question's.
  package static var small: StudyNetwork { StudyNetwork(over: [.x, .t], hidden: [5], outputs: 1) }
  /// 1-8-2: the second question's.
  package static var twoOutputs: StudyNetwork { StudyNetwork(over: [.x], hidden: [8], outputs: 2) }
  /// 2-32-32-1: the third question's.
  package static var deep: StudyNetwork { StudyNetwork(over: [.x, .t], hidden: [32, 32], outputs: 1) }
}

/// The diffusivity of the study's heat equation.
package let diffusivity = 0.1

/// The heat equation's residual u_t - k u_xx, differentiated by `route`.
package func heatResidual(_ u: Expr, by route: Route) -> Expr {
  route.derivative(of: u, .t) - diffusivity * route.derivative(of: u, .x, .x)
}

/// Points of the study.
package enum StudyPoints {
  /// 5 x 7 points (x, t): x = -1 + i / 2 slow, t = j / 6 fast; [35, 2].
  package static var grid: Tensor<Double> {
    let rows: [[Double]] = (0..<35).map { point in
      let (i, j) = (Double(point / 7), Double(point % 7))
      return [i / 2 - 1, j / 6]
    }
    return Tensor(rows: rows)
  }
  /// `count` points (x, t) that fill [-1, 1] x [0, 1] evenly; [count, 2].
  package static func scattered(_ count: Int) -> Tensor<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(2 * count)
    for i in 0..<count {
      // The additive recurrence of the plastic number (M. Roberts 2018).
      elements.append(2 * (Double(i) * 0.7548776662466927).truncatingRemainder(dividingBy: 1) - 1)
      elements.append((Double(i) * 0.5698402909980532).truncatingRemainder(dividingBy: 1))
    }
    return Tensor(shape: [count, 2], elements: elements)
  }
  /// `count` points x that divide [-1, 1]; [count, 1].
  package static func line(_ count: Int) -> Tensor<Double> {
    let step = 2 / Double(max(count - 1, 1))
    return Tensor(shape: [count, 1], elements: (0..<count).map { Double($0) * step - 1 })
  }
}
