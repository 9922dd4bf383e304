// The files that a problem file names: which of them may be opened, and which were.

import Foundation
import PINNCore
import PINNFiles

/// Which files a problem file may have opened by naming them.
public enum FileAccess: Sendable, Equatable {
  /// Any; relative paths start in this folder. For a problem file that the user has chosen.
  case any(from: String)
  /// Those in this folder alone.
  case inside(String)
  /// None.
  case none
}

/// The files that a problem file names.
final class NamedFiles {
  private let access: FileAccess
  /// Those that were asked for so far.
  private(set) var paths: [String] = []

  init(_ access: FileAccess) { self.access = access }

  /// The path at which a file may be opened that is called `name`. Throws `ProblemError` for one that mustn't be, and for what is no
  /// ordinary file, which might never end.
  func path(_ name: String) throws -> String {
    let path: String
    switch access {
    case .any(let folder): path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    case .inside(let folder):
      path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
      guard let (file, home) = try real(path, name).map({ ($0, try real(folder, folder) ?? folder) }),
        file.hasPrefix(home == "/" ? home : home + "/")
      else { throw ProblemError("'\(name.excerpt())' isn't opened: it doesn't lie in the folder '\(folder)'") }
    case .none:
      throw ProblemError(
        "'\(name.excerpt())' isn't opened, because its name comes out of a result; if you trust the result, say in which folder "
          + "the file lies (--files FOLDER)")
    }
    guard [nil, S_IFREG].contains(AtomicFile.kind(of: path)) else {
      throw ProblemError("'\(name.excerpt())' can't be read: it is no ordinary file")
    }
    paths.append(path)
    return path
  }

  private func real(_ path: String, _ name: String) throws -> String? {
    guard let real = realpath(path, nil) else { throw ProblemError("there is no '\(name.excerpt())'") }
    defer { free(real) }
    return String(cString: real)
  }
}
