// What run a checkpoint is of, so that no other goes on from it.

import PINNLoss

extension Training {
  /// The run of `stages` in texts by name. What texts can't tell, such as the values of data, is in a sum over the first points
  /// with their data.
  func identity(of stages: [Stage]) -> [String: String] {
    let summary = summary(stages)
    let run = [
      "checkpoint version": "\(Checkpoint.version)",
      "package version": packageVersion,
      "stages": summary.stages.map(\.name).joined(separator: "; then "),
      "seed": "\(summary.seed)",
      "precision": summary.precision.rawValue,
      "sum over the first points": String(
        loss.firstPoints.reduce(into: Checksum()) { $0.add($1) }.value, radix: 16),
    ]
    return ProblemIdentity(problem, network: setup.network, ansatz).texts.merging(run) { $1 }
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
    if let differences = ProblemIdentity.differences(there: checkpoint.identity, here: mine) {
      throw ProblemError(
        "the checkpoint is of another run, which this one can't go on from; they differ in" + differences)
    }
  }
}

/// A sum over bits by which equal numbers are recognised: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/.
private struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ points: CollocationPoints) {
    for number in points.table.elements { add(number.bitPattern) }
    for (name, column) in points.data.sorted(by: { $0.key < $1.key }) {
      for byte in "\(name)".utf8 { add(UInt64(byte)) }
      for number in column { add(number.bitPattern) }
    }
  }

  private mutating func add(_ word: UInt64) { value = (value ^ word) &* 0x100_0000_01b3 }
}
