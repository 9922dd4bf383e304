// Scratch memory of kernels, which outlives a step.

/// Numbers in memory from a boundary of 64 bytes, a cache line, so that no vector of the kernels lies across two lines. An
/// array's elements begin anywhere.
public final class AlignedMemory<Element: BitwiseCopyable> {
  /// The first number.
  public let start: UnsafeMutablePointer<Element>
  /// How many there are.
  public let count: Int

  /// Room for `count` numbers, each `value` at first.
  public init(repeating value: Element, count: Int) {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    start = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
      to: Element.self, capacity: count)
    self.count = count
    start.initialize(repeating: value, count: count)
  }

  deinit { start.deallocate() }

  /// How many numbers make up whole cache lines and are at least `count`: rows of so many all begin at a boundary.
  public static func wholeLines(_ count: Int) -> Int {
    let line = max(1, 64 / MemoryLayout<Element>.stride)
    return (count + line - 1) / line * line
  }
}
