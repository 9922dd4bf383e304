// The way into libhdf5. The library isn't safe to call from several threads and prints its own error reports; so every
// call goes through one lock, the printing is off meanwhile, and its most specific message ends up in our error.
//
// A damaged file makes libhdf5 lose pieces of its own memory, though all that was opened is closed. When it tidies up at the end of
// the process it looks for them in vain and prints "infinite loop closing library" (https://github.com/HDFGroup/hdf5/issues/6677).
// So the printing is off then, too. (H5dont_atexit would also keep it from closing what other parts of the program left open.)

import CHDF5
import Foundation
import PINNFiles

enum Library {
  /// Recursive, because handles also close under it.
  private static let lock = NSRecursiveLock()
  /// Of what is to be done at the end of a process the latest is done first: the library has to be open before.
  private static let isQuietAtExit = H5open() >= 0 && atexit { H5Eset_auto2(hid_t(H5E_DEFAULT), nil, nil) } == 0

  /// Runs calls into libhdf5, alone and without its printing; the program's own setting of the latter is restored.
  static func call<Result: ~Copyable>(_ body: () throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    _ = isQuietAtExit
    let standard = hid_t(H5E_DEFAULT)
    var report: H5E_auto2_t?
    var context: UnsafeMutableRawPointer?
    H5Eget_auto2(standard, &report, &context)
    H5Eset_auto2(standard, nil, nil)
    defer { H5Eset_auto2(standard, report, context) }
    return try body()
  }

  /// The most specific message that the last failing call left behind.
  static var lastMessage: String {
    var message = "no reason given"
    _ = withUnsafeMutablePointer(to: &message) { pointer in
      H5Ewalk2(
        hid_t(H5E_DEFAULT), H5E_WALK_UPWARD,
        { depth, entry, context in
          if depth == 0, let text = entry?.pointee.desc {
            context?.assumingMemoryBound(to: String.self).pointee = String(cString: text)
          }
          return 0
        }, pointer)
    }
    return message
  }
}

/// Passes on the result of a call; throws "`sentence`: HDF5 says ..." if the result tells of failure.
@discardableResult
func check<Status: SignedInteger>(_ status: Status, _ sentence: @autoclosure () -> String) throws -> Status {
  guard status >= 0 else {
    let message = Library.lastMessage
    throw HDF5Error("\(sentence()): HDF5 says \"\(message)\"")
  }
  return status
}

/// An open file, group, data set, type, ...: closed when the value goes.
struct Handle: ~Copyable, Sendable {
  let id: hid_t

  /// Takes over what a call opened; throws "`sentence`: HDF5 says ..." if it failed.
  init(_ id: hid_t, _ sentence: @autoclosure () -> String) throws {
    self.id = try check(id, sentence())
  }

  deinit {
    let id = id
    _ = Library.call { H5Idec_ref(id) }
  }
}
