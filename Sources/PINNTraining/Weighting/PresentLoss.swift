// The loss between two steps as weightings see it.

import PINNLoss

/// A loss at the present parameters.
final class PresentLoss: LossParts {
  private let loss: Loss
  private let parameters: [Double]
  private var traces: [LossTerm: Double]?

  init(_ loss: Loss, _ parameters: [Double]) {
    self.loss = loss
    self.parameters = parameters
  }

  var axes: [Axis] { loss.axes }
  var bounds: [ClosedRange<Double>] { loss.bounds }
  var terms: [LossTerm] { loss.terms }

  func points(of source: LossTerm.Source) -> Tensor<Double> { loss.law(of: source).law.points.first(axes.count) }

  func residuals(of source: LossTerm.Source) throws -> Tensor<Double> {
    try loss.law(of: source).law.values(at: parameters)
  }

  func gradient(of term: LossTerm) -> [Double] { loss.gradient(of: term, at: parameters) }

  func kernelTrace(of term: LossTerm) throws -> Double {
    let all = try traces ?? Dictionary(uniqueKeysWithValues: zip(terms, loss.kernelTraces(at: parameters)))
    traces = all
    return all[term] ?? .nan
  }
}
