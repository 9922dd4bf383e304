// How a training went: the loss and its terms, on a logarithmic axis.

import PINNCore

/// The loss by conditions over the steps or seconds of a training.
public struct LossHistoryPlot: Plot {
  /// What the horizontal axis shows.
  public enum Progress: String, Sendable {
    /// Steps of the optimisers.
    case steps = "step"
    /// Seconds since the start.
    case seconds
  }

  /// The curves in their frame.
  public let picture: Picture

  /// The history of a snapshot or a solution: equally long series, "step" or "seconds", "loss" and one for each of its
  /// terms.
  ///
  /// Values of 0 or less, and those that are no finite numbers, are gaps. Throws `ProblemError` for series of unequal
  /// lengths, or without the one for the horizontal axis or the loss.
  public init(
    _ history: [(name: String, values: [Double])], over progress: Progress = .steps, title: String = ""
  ) throws {
    guard let x = history.first(where: { $0.name == progress.rawValue })?.values,
      let loss = history.first(where: { $0.name == "loss" })?.values
    else {
      let known = history.map { "'\($0.name)'" }.joined(separator: ", ")
      throw ProblemError(
        "a history needs the series '\(progress.rawValue)' and 'loss'; it has \(known.isEmpty ? "none" : known)")
    }
    for (name, values) in history where values.count != x.count {
      throw ProblemError(
        "the history's series '\(name)' has \(values.count) values, but there are \(x.count) of '\(progress.rawValue)'")
    }
    let terms = history.filter { !["step", "seconds", "loss"].contains($0.name) }
    var curves = terms.enumerated().map { i, term in
      Curve(term.name, x: x, y: term.values, color: Color.distinct[i % Color.distinct.count], width: 1)
    }
    curves.append(Curve("loss", x: x, y: loss))
    let gaps = curves.reduce(0) { $0 + $1.y.count { !($0.isFinite && $0 > 0) } }
    var notes = gaps == 0 ? [] : ["\(gaps) values are no positive numbers, and are left out"]
    if x.isEmpty { notes = ["the history is empty"] }
    let label = progress == .steps ? "step" : "time (s)"
    picture =
      LinePlot(
        curves, Label(label, size: Style.text), Label("loss", size: Style.text), isLogarithmic: true, title: title,
        notes: notes
      ).picture
  }
}
