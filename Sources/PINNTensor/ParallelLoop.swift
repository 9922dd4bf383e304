// One parallel loop for the whole package. Callers fix how work is split by the problem alone, so that results never
// depend on how many threads happen to run it.

import Dispatch
import Synchronization

/// Runs `body(worker, item)` for every item in 0..<count on at most `threads` threads; items are handed out in order.
/// `worker` (0..<threads) tells which thread runs it, for per-thread scratch space.
public func parallelFor(_ count: Int, threads: Int, _ body: @Sendable (_ worker: Int, _ item: Int) -> Void) {
  let workers = max(1, min(threads, count))
  guard workers > 1 else {
    for item in 0..<count { body(0, item) }
    return
  }
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    while true {
      let item = next.add(1, ordering: .relaxed).oldValue
      if item >= count { return }
      body(worker, item)
    }
  }
}
