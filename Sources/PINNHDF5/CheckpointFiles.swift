// Checkpoints in HDF5 files, the latest under one name and some older ones beside it.

import Foundation
import PINNCore
import PINNFiles

/// Keeps the last checkpoints of a run in files: the latest at `path`, "run.checkpoint.h5" say, older ones as
/// "run.checkpoint.1.h5", "run.checkpoint.2.h5", ...
///
/// A file is forced to the disk before it gets its name, and the one before it is never without a name: whenever a program or a
/// machine stops, every file under these names is whole, and there is one once the first was written. Each file has the
/// checkpoint's arrays at their paths, with checksums, and its identity and numbers as attributes of the root group.
public struct CheckpointFiles: CheckpointStore {
  /// Where the latest checkpoint is.
  public let path: String
  /// How many are kept, with the latest.
  public let count: Int

  /// Keeps `count` checkpoints, the latest at `path`.
  public init(path: String, count: Int = 2) {
    self.path = path
    self.count = count
  }

  /// Refuses a number below 1, a path that can't be written and, without `force`, a file that is there already. Throws `FileError`.
  public func validate(force: Bool) throws {
    guard count > 0 else { throw FileError("at least one checkpoint must be kept, not \(count)") }
    try AtomicFile(path: path, replaces: force).validate()
  }

  /// Keeps the checkpoint as the latest, and those before as older ones. Throws `FileError`, and then nothing has changed but, at
  /// worst, the oldest.
  public func save(_ checkpoint: Checkpoint) throws {
    try FileImage.withBytes(
      of: { tree in
        for (name, text) in checkpoint.identity.sorted(by: { $0.key < $1.key }) {
          try tree.attribute(name, .text(text))
        }
        for (name, number) in checkpoint.numbers.sorted(by: { $0.key < $1.key }) {
          try tree.attribute(name, .number(number))
        }
        for (path, array) in checkpoint.arrays.sorted(by: { $0.key < $1.key }) {
          _ = try tree.array(path, array.shape, array.elements)
        }
      }, storage: .plain
    ) { bytes in try AtomicFile(path: path, replaces: true).write(bytes) { rotate() } }
  }

  /// Where all of them are, the latest first.
  public var paths: [String] { (0..<count).map { path(age: $0) } }

  /// The path of the checkpoint that was the latest `age` checkpoints ago.
  public func path(age: Int) -> String {
    guard age > 0 else { return path }
    let end = path.hasSuffix(".h5") ? ".h5" : ""
    return "\(path.dropLast(end.count)).\(age)\(end)"
  }

  /// Gives each checkpoint but the latest the name of the next older one, and the latest a second name beside its own, which
  /// the new one takes over at once. Where it fails there are fewer older ones.
  private func rotate() {
    for age in stride(from: count - 1, to: 1, by: -1) { _ = rename(path(age: age - 1), path(age: age)) }
    guard count > 1 else { return }
    unlink(path(age: 1))
    // Some file systems know no second names: there the latest is without one for a moment, but the older name leads to it.
    if link(path, path(age: 1)) != 0 { _ = rename(path, path(age: 1)) }
  }
}

extension Checkpoint {
  /// Reads a checkpoint that `CheckpointFiles` kept. Throws `HDF5Error` for a file that is none, or is damaged.
  public init(path: String) throws {
    let reader = try HDF5Reader(path: path)
    self.init(identity: [:])
    for (name, value) in try reader.attributes() {
      switch value {
      case .text(let text): identity[name] = text
      case .number(let number): numbers[name] = number
      case .integer(let integer): numbers[name] = Double(integer)
      }
    }
    guard identity["checkpoint version"] != nil else {
      throw HDF5Error("'\(path)' is no checkpoint: its attributes don't say of which version it is")
    }
    for (path, _) in try reader.datasets() { arrays[String(path.dropFirst())] = try reader.values(of: path) }
  }
}
