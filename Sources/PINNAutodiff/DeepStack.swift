// Compilation walks expressions recursively, and threads of a pool have stacks of half a megabyte.

import Foundation

/// The result of `body`, run on a thread with a stack that the deepest expression (`Expr.Node.greatestDepth`) can't exhaust.
func withDeepStack<Value: Sendable, Failure: Error>(
  _ body: @escaping @Sendable () throws(Failure) -> Value
) throws(Failure) -> Value {
  let outcome = Outcome<Value, Failure>()
  let thread = Thread {
    do throws(Failure) { outcome.result = .success(try body()) } catch { outcome.result = .failure(error) }
    outcome.done.signal()
  }
  thread.stackSize = 256 << 20
  thread.start()
  outcome.done.wait()
  return try outcome.result!.get()
}

/// Written by one thread before it signals, read by the other after it has waited.
private final class Outcome<Value: Sendable, Failure: Error>: @unchecked Sendable {
  var result: Result<Value, Failure>?
  let done = DispatchSemaphore(value: 0)
}
