// The parallel loop: every item once, every worker within its range, and no wait on an empty loop.

import PINNTensor
import Synchronization
import Testing

@Suite struct ParallelLoopTests {
  @Test(arguments: [1, 2, 3, 8])
  func everyItemRunsOnceOnAKnownWorker(threads: Int) {
    for count in [0, 1, 2, 7, 1000] {
      let visits = Mutex([Int](repeating: 0, count: count))
      let workers = Mutex<Set<Int>>([])
      parallelFor(count, threads: threads) { worker, item in
        visits.withLock { $0[item] += 1 }
        workers.withLock { _ = $0.insert(worker) }
      }
      #expect(visits.withLock { $0 } == [Int](repeating: 1, count: count))
      #expect(workers.withLock { $0.allSatisfy { 0 <= $0 && $0 < threads } })
    }
  }

  @Test func aWorkerRunsOneItemAtATime() {
    let busy = (0..<4).map { _ in Flag() }
    let clashes = Mutex(0)
    parallelFor(2000, threads: 4) { worker, _ in
      if busy[worker].value.exchange(true, ordering: .acquiring) { clashes.withLock { $0 += 1 } }
      busy[worker].value.store(false, ordering: .releasing)
    }
    #expect(clashes.withLock { $0 } == 0)
  }

  /// An atomic that can be kept in an array.
  final class Flag: Sendable { let value = Atomic(false) }

  @Test func fewerThanOneThreadIsOne() {
    let sum = Mutex(0)
    parallelFor(10, threads: 0) { worker, item in
      #expect(worker == 0)
      sum.withLock { $0 += item }
    }
    #expect(sum.withLock { $0 } == 45)
  }
}
