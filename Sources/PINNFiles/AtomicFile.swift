// A file that appears under its name whole or not at all: its bytes go to a temporary file in the same folder, which is
// forced to the disk and only then given the name.

import Foundation

package struct AtomicFile {
  private let path: String
  private let replaces: Bool

  /// A file to be at `path`, in place of one that is there already only if `replaces`.
  package init(path: String, replaces: Bool) {
    self.path = path
    self.replaces = replaces
  }

  /// Refuses, without leaving a trace, what `write` would refuse for its path.
  package func validate() throws {
    let temporary = try temporaryPath()
    close(try Self.create(temporary, in: folder))
    unlink(temporary)
  }

  /// Writes the file whole, or throws and leaves everything as it was. `isReady` is called once the bytes are on the disk, just
  /// before they get their name.
  package func write(_ bytes: UnsafeRawBufferPointer, isReady: () throws -> Void = {}) throws {
    let temporary = try temporaryPath()
    var descriptor = try Self.create(temporary, in: folder)
    defer {
      if descriptor >= 0 { close(descriptor) }
      unlink(temporary)
    }
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      written += count
    }
    guard fsync(descriptor) == 0 else { throw failure() }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw failure() }
    try isReady()
    try publish(temporary)
  }

  /// Writes a file of text, in UTF-8.
  package func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  // MARK: - Steps

  private var folder: String {
    let folder = (target as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  /// Where the file goes in the end: a link to a file stays a link.
  private var target: String {
    guard Self.kind(of: path, following: false) == S_IFLNK, let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// A name for the temporary file, once the target is known to be acceptable.
  private func temporaryPath() throws -> String {
    guard !path.isEmpty else { throw FileError("the output file needs a name, such as fields.h5") }
    guard let folderKind = Self.kind(of: folder) else {
      throw FileError("'\(path)' can't be written: its folder '\(folder)' can't be used (\(Self.reason))")
    }
    guard folderKind == S_IFDIR else { throw FileError("'\(path)' can't be written: '\(folder)' is not a folder") }
    // A link that leads nowhere counts as something that is there.
    switch Self.kind(of: path) ?? Self.kind(of: path, following: false) {
    case nil where errno == ENOENT: break
    case nil: throw failure()
    case S_IFDIR: throw FileError("'\(path)' is a folder; give the name of a file, such as '\(path)/fields.h5'")
    case S_IFREG, S_IFLNK: if !replaces { throw alreadyThere }
    default: throw FileError("'\(path)' is not an ordinary file and is left alone; choose another name")
    }
    return "\(folder)/.\(UUID().uuidString).partial"
  }

  /// Gives the finished temporary file its name.
  private func publish(_ temporary: String) throws {
    // link() refuses a name that appeared meanwhile, which rename() would overwrite; some file systems know no links.
    if replaces {
      guard rename(temporary, target) == 0 else { throw failure() }
    } else if link(temporary, path) != 0 {
      guard errno != EEXIST, Self.kind(of: path, following: false) == nil else { throw alreadyThere }
      guard rename(temporary, path) == 0 else { throw failure() }
    }
    // The name itself lasts once the folder is on the disk; where a folder can't be synchronised, no more can be done.
    let directory = open(folder, O_RDONLY)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  private var alreadyThere: FileError {
    FileError("'\(path)' exists already and is left as it is; choose another name, or force to replace it")
  }

  private func failure() -> FileError { FileError("'\(path)' can't be written (\(Self.reason))") }

  private static var reason: String { String(cString: strerror(errno)) }

  private static func create(_ temporary: String, in folder: String) throws -> Int32 {
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw FileError("nothing can be written in the folder '\(folder)' (\(reason))") }
    return descriptor
  }

  /// S_IFREG, S_IFDIR, ...; nil with `errno` if there is nothing at the path.
  package static func kind(of path: String, following: Bool = true) -> mode_t? {
    var status = stat()
    return (following ? stat(path, &status) : lstat(path, &status)) == 0 ? status.st_mode & S_IFMT : nil
  }
}
