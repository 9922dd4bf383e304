// How much memory this process needs, for tests and benchmarks.

import Foundation

/// The largest resident size of this process.
///
/// Linux's `getrusage` counts what the process was before it became this program (`exec`): started by `swift run`, that is the
/// package manager. What `/proc/self/status` says is of this program alone (proc_pid_status(5), VmHWM).
public enum PeakMemory {
  /// The largest resident size in bytes since the program began or, on Linux, since `forget`; 0 where it isn't known.
  public static var bytes: Int {
    #if os(Linux)
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return 1024 * (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0)
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }

  /// Begins again from the present size, on Linux (proc_pid_clear_refs(5)). Elsewhere, and where the system forbids it, nothing
  /// happens: whoever compares sizes before and after sees no growth rather than too much.
  public static func forget() {
    #if os(Linux)
      try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    #endif
  }
}
