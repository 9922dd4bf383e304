// What a training leaves over, residual by residual: at the points trained on, and at points that were never trained on.

import Foundation
import PINNLoss

/// The residuals of all conditions at the end of a training. Prints as a table.
///
/// Held-out values much larger than those trained on tell that a network fits its points rather than the problem.
public struct ResidualReport: Sendable, Equatable, CustomStringConvertible {
  /// One residual of one condition.
  public struct Row: Sendable, Equatable {
    /// The root of the mean square at the points trained on last.
    public let training: Double
    /// The same, the largest value and its place at points that were never trained on.
    public let heldOut: HeldOutResidual
    /// The residual's name, as in the training's terms.
    public var name: String { heldOut.name }
  }

  /// All residuals, in the order of the loss's terms.
  public let rows: [Row]
  /// The axes that places are along.
  public let axes: [Axis]

  /// The row of a residual, if there is one of that name.
  public subscript(name: String) -> Row? { rows.first { $0.name == name } }

  /// A line for each residual: "heat  1.20e-05  1.43e-05  6e-06  5.31e-05  x=0.98, t=0.02".
  public var description: String {
    let header = ["residual", "rms trained", "rms held out", "relative", "largest", "at"]
    let lines = rows.map { row in
      let place = zip(axes, row.heldOut.place).map { "\($0)=" + String(format: "%.3g", $1) }
      return [
        row.name, short(row.training), short(row.heldOut.rootMeanSquare), String(format: "%.0e", row.heldOut.relative),
        short(row.heldOut.maximum),
      ]
        + [place.joined(separator: ", ")]
    }
    let widths = header.indices.map { column in ([header] + lines).map { $0[column].count }.max() ?? 0 }
    return ([header] + lines).map { line in
      zip(line, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        .trimmingCharacters(in: .whitespaces)
    }.joined(separator: "\n")
  }

  private func short(_ value: Double) -> String { String(format: "%.2e", value) }
}

extension ResidualReport {
  /// The residuals at the present points of a loss and at held-out ones.
  init(of loss: Loss, at parameters: [Double]) throws {
    let training = try loss.laws.flatMap { try $0.rootMeanSquares(at: parameters) }
    self.init(
      rows: zip(training, try loss.heldOutResiduals(at: parameters)).map { Row(training: $0, heldOut: $1) },
      axes: loss.axes)
  }
}
