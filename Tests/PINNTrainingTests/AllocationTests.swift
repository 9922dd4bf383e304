// A training step allocates next to nothing: it works in memory that the steps before it have taken. AllocationProbe counts.

import Foundation
import Testing

@Suite struct AllocationTests {
  /// The program that counts, which is built beside the tests.
  private static let probe = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "AllocationProbe")

  /// What it prints; nil where it isn't built.
  private static let output: String? = {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = probe
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }()

  /// The number of allocations that the probe counted under a name, and the bytes of the largest.
  private static func counted(_ name: String) throws -> (count: Int, largest: Int) {
    let line = try #require(
      output?.split(separator: "\n").first { $0.hasPrefix("\(name): ") }, "no line '\(name)': \(output ?? "")")
    let numbers = line.dropFirst(name.count + 1).split(separator: " ").compactMap { Int($0) }
    try #require(numbers.count == 2)
    return (numbers[0], numbers[1])
  }

  /// Measured on two threads, with vectors of 1,345, 501 and 2,911 parameters: 21 allocations of up to 11 kB, 195 of up to 16 kB,
  /// and 970 of up to 370 kB. Those are the vectors that a step makes, the lists of conditions, and what hands work to threads.
  /// A step that the optimiser has to shorten, or a few more iterations of conjugate gradients, may take some more.
  ///
  /// There are 2,400, 1,200 and 2,400 points, so an allocation for each point goes beyond the first limits; a vector for each
  /// point, a Jacobian or a sketch of one goes beyond the second. The vectors of the last system are eight sums side by side.
  @Test(
    .enabled(if: output != nil, "skipped: AllocationProbe isn't built"),
    .enabled(
      if: output != "not counted here\n", "skipped: only glibc's allocations can be counted, without sanitizers"),
    arguments: [("Adam", 60, 64 << 10), ("Levenberg-Marquardt", 500, 64 << 10), ("by a sketch", 2_000, 512 << 10)])
  func stepsAllocateLittle(_ name: String, _ count: Int, _ bytes: Int) throws {
    // The probe's own block of 100 kB: what isn't seen can't be too much.
    #expect(try Self.counted("block") == (1, 100_000))
    let step = try Self.counted(name)
    #expect(step.count <= count)
    #expect(step.largest <= bytes)
  }
}
