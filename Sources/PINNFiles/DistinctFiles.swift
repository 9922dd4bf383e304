// Files that a command reads and files that it writes: no result may take the place of what it is made from, or of another result.

import Foundation

/// The files of a command by the names of its flags, to be compared before anything is computed.
///
///     try DistinctFiles(reading: [("--reference", reference)], writing: [("--output", output), ("--log", log)]).validate()
///
/// Two names mean one file if they lead to one place (through links, "." and "..") or to one file under two names (a hard link).
public struct DistinctFiles {
  /// A file, and what it is to the command: a flag, or words such as "the problem file".
  public typealias File = (role: String, path: String?)

  private let inputs: [File]
  private let outputs: [File]

  /// The files that are read and those that are written. A flag that wasn't given has no path.
  public init(reading inputs: [File] = [], writing outputs: [File]) {
    self.inputs = inputs
    self.outputs = outputs
  }

  /// Refuses a file that would be written in the place of one that is read, or of another one that is written. Throws `FileError`.
  public func validate() throws {
    var known: [(role: String, path: String, names: Set<String>)] = []
    for (file, isWritten) in inputs.map({ ($0, false) }) + outputs.map({ ($0, true) }) {
      guard let path = file.path else { continue }
      let names = Self.names(path)
      if isWritten, let other = known.first(where: { !$0.names.isDisjoint(with: names) }) {
        let isSameName = other.path == path
        throw FileError(
          "\(file.role) and \(other.role) are the same file, '\(path)'" + (isSameName ? "" : " and '\(other.path)'")
            + "; give \(file.role) another name, so that nothing is lost")
      }
      known.append((file.role, path, names))
    }
  }

  /// The place that a path leads to, and the file there if there is one. Nothing can be lost in what is no ordinary file.
  private static func names(_ path: String) -> Set<String> {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let folder = (path as NSString).deletingLastPathComponent
      return ["\(real(folder.isEmpty ? "." : folder))/\((path as NSString).lastPathComponent)"]
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return [] }
    return [real(path), "\(status.st_dev):\(status.st_ino)"]
  }

  private static func real(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return (path as NSString).standardizingPath }
    defer { free(real) }
    return String(cString: real)
  }
}
