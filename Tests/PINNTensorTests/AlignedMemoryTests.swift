// Scratch memory: where it begins, what it holds, and how long its rows are.

import PINNTensor
import Testing

@Suite struct AlignedMemoryTests {
  @Test(arguments: [0, 1, 7, 1_000]) func beginsAtACacheLine(count: Int) {
    let doubles = (0..<20).map { _ in AlignedMemory(repeating: 2.5, count: count) }
    for memory in doubles {
      #expect(UInt(bitPattern: memory.start) % 64 == 0)
      #expect((0..<memory.count).allSatisfy { memory.start[$0] == 2.5 })
    }
    #expect(UInt(bitPattern: AlignedMemory<UInt8>(repeating: 0, count: count).start) % 64 == 0)
  }

  @Test func rowsAreWholeLines() {
    #expect([0, 1, 8, 9].map(AlignedMemory<Double>.wholeLines) == [0, 8, 8, 16])
    #expect([1, 16, 17].map(AlignedMemory<Float>.wholeLines) == [16, 16, 32])
  }
}
