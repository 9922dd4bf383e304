// A request from outside to end a run: by a signal from the keyboard or the system, or by another thread.

import Dispatch
import Foundation
import Synchronization

/// A request to end a run after its present step.
public final class Interruption: Sendable {
  private let number = Atomic<Int32>(0)
  private let received: @Sendable (_ signal: Int32) -> Void

  /// No request so far; `received` is told of the signal that makes one.
  public init(received: @escaping @Sendable (_ signal: Int32) -> Void = { _ in }) { self.received = received }

  /// Asks for the end.
  public func request() { request(signal: -1) }

  /// Whether the end was asked for.
  public var isRequested: Bool { number.load(ordering: .relaxed) != 0 }

  /// The signal that asked for it, if one did.
  public var signal: Int32? {
    let number = number.load(ordering: .relaxed)
    return number > 0 ? number : nil
  }

  /// Calls `body` while SIGINT, SIGTERM and SIGHUP ask for the end. Such a signal acts once: a second one ends the program as if
  /// nobody listened. SIGHUP stays ignored where the program was started so (`nohup`).
  public func whileListening<Result>(_ body: () throws -> Result) rethrows -> Result {
    let signals = [SIGINT, SIGTERM, SIGHUP].filter { signal in
      var action = sigaction()
      sigaction(signal, nil, &action)
      return signal != SIGHUP || !action.isIgnored
    }
    let sources = signals.map { signal in
      Foundation.signal(signal, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: signal, queue: .global(qos: .userInitiated))
      source.setEventHandler { [self] in
        request(signal: signal)
        received(signal)
        Foundation.signal(signal, SIG_DFL)
      }
      source.resume()
      return (signal, source)
    }
    defer {
      for (signal, source) in sources {
        source.cancel()
        Foundation.signal(signal, SIG_DFL)
      }
    }
    return try body()
  }

  private func request(signal: Int32) {
    _ = number.compareExchange(expected: 0, desired: signal, ordering: .relaxed)
  }
}

extension sigaction {
  /// Whether the signal is ignored.
  fileprivate var isIgnored: Bool {
    #if os(Linux)
      unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self) == 1
    #else
      unsafeBitCast(__sigaction_u.__sa_handler, to: Int.self) == 1
    #endif
  }
}
