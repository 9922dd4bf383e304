// Words to a person beside the results. What can't be written is lost, and nothing else with it: no training ends because a
// terminal was closed or the disk of a log is full.

// The streams of C are global variables.
#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  @preconcurrency import Darwin
#endif

/// Standard error and standard output.
public enum Console {
  /// Writes to standard error. If that fails, the text is lost.
  public static func tell(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Makes a program safe from what it was started with: descriptors of standard streams that are closed are taken, so that no file
  /// that is opened later gets its number, and with it what is printed; a file that grows too large is an error and not a signal.
  public static func prepare() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      // For reading alone: what is written there fails, and whoever must know finds out.
      _ = open("/dev/null", O_RDONLY)
    }
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Sends on what was printed. Throws `ProblemError` if it couldn't be: then a result that was to be printed is lost.
  public static func flushOutput() throws {
    errno = 0
    guard fflush(stdout) != 0 || ferror(stdout) != 0 else { return }
    let reason = errno == 0 ? "" : " (\(String(cString: strerror(errno))))"
    throw ProblemError("standard output can't be written\(reason)")
  }
}
