// A name for a file that is written later: of several programs that start together, one alone gets it.

import Foundation

/// The right to write a file, among programs that ask for it in this way, until it is released or the program ends.
///
/// It is an advisory lock (flock) on a hidden empty file beside the one to be written, ".NAME.lock", which is removed on release.
/// A program that is killed loses its lock; the hidden file it leaves is taken over by the next.
package final class FileReservation: @unchecked Sendable {
  private let lock: String
  private var descriptor: Int32

  /// Takes the name; nil if another program has it.
  ///
  /// Where the file system knows no locks, or the folder can't be written to, it is taken for free: the writer finds out.
  package init?(path: String) {
    let folder = (path as NSString).deletingLastPathComponent
    lock = (folder as NSString).appendingPathComponent(".\((path as NSString).lastPathComponent).lock")
    while true {
      descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { return }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let isTaken = errno == EWOULDBLOCK
        close(descriptor)
        descriptor = -1
        if isTaken { return nil }
        return
      }
      // Between opening and locking another program may have removed the file that it held.
      var (mine, there) = (stat(), stat())
      if fstat(descriptor, &mine) == 0, stat(lock, &there) == 0, mine.st_ino == there.st_ino { return }
      close(descriptor)
    }
  }

  /// Gives the name up.
  package func release() {
    guard descriptor >= 0 else { return }
    unlink(lock)
    close(descriptor)
    descriptor = -1
  }

  deinit { release() }
}
