// The loss between two steps as weightings see it.

import PINNLoss

/// A loss at the present parameters.
final class PresentLoss: LossParts {
  private let loss: Loss
  private let parameters: [Double]
  private var traces: [Double]?

  init(_ loss: Loss, _ parameters: [Double]) {
    self.loss = loss
    self.parameters = parameters
  }

  var axes: [Axis] { loss.axes }
  var bounds: [ClosedRange<Double>] { loss.bounds }
  var terms: [LossTerm] { loss.terms }

  func points(of condition: Int) -> Tensor<Double> { loss.laws[condition].points.first(axes.count) }

  func residuals(of condition: Int) throws -> Tensor<Double> { try loss.laws[condition].values(at: parameters) }

  func gradient(of term: Int) -> [Double] { loss.gradient(of: term, at: parameters) }

  func kernelTrace(of term: Int) throws -> Double {
    let all = try traces ?? loss.kernelTraces(at: parameters)
    traces = all
    return all[term]
  }
}
