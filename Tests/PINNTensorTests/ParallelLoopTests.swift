// The parallel loop: every item once, every worker within its range, and no wait on an empty loop.

import PINNTensor
import Synchronization
import Testing

@Suite struct ParallelLoopTests {
  @Test(arguments: [1, 2, 3, 8])
  func everyItemRunsOnceOnAKnownWorker(threads: Int) {
    for count in [0, 1, 2, 7, 1000] {
      let visits = (0..<count).map { _ in Counter() }
      let strays = Counter()
      parallelFor(count, threads: threads) { worker, item in
        visits[item].value.add(1, ordering: .relaxed)
        if !(0..<threads).contains(worker) { strays.value.add(1, ordering: .relaxed) }
      }
      #expect(visits.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
      #expect(strays.value.load(ordering: .relaxed) == 0)
    }
  }

  @Test func aWorkerRunsOneItemAtATime() {
    let busy = (0..<4).map { _ in Flag() }
    let clashes = Counter()
    parallelFor(2000, threads: 4) { worker, _ in
      if busy[worker].value.exchange(true, ordering: .acquiring) { clashes.value.add(1, ordering: .relaxed) }
      busy[worker].value.store(false, ordering: .releasing)
    }
    #expect(clashes.value.load(ordering: .relaxed) == 0)
  }

  // Atomics that can be kept in an array. The thread sanitizer doesn't see how a `Mutex` that was waited for is handed on.
  final class Flag: Sendable { let value = Atomic(false) }
  final class Counter: Sendable { let value = Atomic(0) }

  @Test func fewerThanOneThreadIsOne() {
    let sum = Counter()
    parallelFor(10, threads: 0) { worker, item in
      #expect(worker == 0)
      sum.value.add(item, ordering: .relaxed)
    }
    #expect(sum.value.load(ordering: .relaxed) == 45)
  }
}
