// What run a checkpoint is of, so that no other goes on from it.

import PINNCore

extension Training {
  /// The run of `stages` in texts by name. What texts can't tell, such as the values of data, is in a sum over the first points
  /// with their data.
  func identity(of stages: [Stage]) -> [String: String] {
    let summary = summary(stages)
    let coefficients = summary.coefficients.map { name, coefficient in
      "\(name) = \(coefficient.value)\(coefficient.trainableName == nil ? "" : ", trained")"
    }
    let conditions = problem.conditions.map { condition in
      var nodes: [State<E.Unknown>] = []
      if case .nodes(let points) = condition.place { nodes = Array(repeating: .symbolic, count: points.count) }
      let law = condition.law(
        .init(here: .symbolic, partner: .symbolic, normalAxes: problem.region.axes, nodes: nodes))
      return "\(condition.name): \(condition.points) points, weight \(condition.weight), "
        + law.map { "\($0.name): \($0.residual)" }.joined(separator: ", ")
    }
    let unknowns = (try? problem.state([:])).map { state in
      E.Unknown.allCases.map { "\($0.rawValue) = \(state[$0])" }.joined(separator: ", ")
    }
    return [
      "checkpoint version": "\(Checkpoint.version)",
      "package version": packageVersion,
      "equation": summary.equation,
      "coefficients": coefficients.joined(separator: ", "),
      "domain": summary.domain,
      "conditions": conditions.joined(separator: "\n"),
      "unknowns from the network's outputs": unknowns ?? "",
      "network": summary.network,
      "parameters": layout.blocks.map { "\($0.name) \($0.rows) x \($0.columns)" }.joined(separator: ", "),
      "stages": summary.stages.map(\.name).joined(separator: "; then "),
      "seed": "\(summary.seed)",
      "precision": summary.precision.rawValue,
      "sum over the first points": String(initialPoints.reduce(into: Checksum()) { $0.add($1) }.value, radix: 16),
    ]
  }

  /// Throws `ProblemError`, naming all that differs, unless the checkpoint is of a run of `stages`.
  func check(_ checkpoint: Checkpoint, isOf stages: [Stage]) throws {
    let mine = identity(of: stages)
    let version = "checkpoint version"
    guard checkpoint.identity[version] == mine[version] else {
      throw ProblemError(
        "the checkpoint is of version \(checkpoint.identity[version] ?? "0"), and this package goes on from version "
          + "\(Checkpoint.version) only: it draws other points and weights for a seed; start again, or go on with the package "
          + "version that wrote it (\(checkpoint.identity["package version"] ?? "unknown"))")
    }
    let differences = mine.keys.sorted().filter { mine[$0] != checkpoint.identity[$0] }
    guard differences.isEmpty else {
      let list = differences.map { "\n  \($0): there \(quoted(checkpoint.identity[$0])), here \(quoted(mine[$0]))" }
      throw ProblemError(
        "the checkpoint is of another run, which this one can't go on from; they differ in" + list.joined())
    }
  }

  private func quoted(_ text: String?) -> String {
    guard let text else { return "none" }
    let line = text.replacing("\n", with: "; ")
    return "'\(line.count > 200 ? line.prefix(200) + "..." : line)'"
  }
}

/// A sum over bits by which equal numbers are recognised: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/.
private struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ points: CollocationPoints) {
    for number in points.table.elements { add(number.bitPattern) }
    for (name, column) in points.data.sorted(by: { $0.key < $1.key }) {
      for byte in name.utf8 { add(UInt64(byte)) }
      for number in column { add(number.bitPattern) }
    }
  }

  private mutating func add(_ word: UInt64) { value = (value ^ word) &* 0x100_0000_01b3 }
}
