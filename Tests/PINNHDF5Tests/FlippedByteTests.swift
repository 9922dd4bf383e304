// A file with a wrong byte is read right, where the byte means nothing, or refused: it never gives other numbers.

import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct FlippedByteTests {
  /// Everything in a snapshot as text, numbers to the bit.
  private func facts(_ snapshot: FieldSnapshot) -> String {
    func bits(_ values: [Double]) -> String { values.map { String($0.bitPattern, radix: 16) }.joined(separator: " ") }
    var lines = snapshot.coordinates.map { "\($0.axis): \(bits($0.values))" }
    lines += snapshot.points.map { ["points \($0.axes): \(bits($0.points.elements))"] } ?? []
    lines += snapshot.fields.map { "\($0.name) \($0.values.shape): \(bits($0.values.elements))" }
    lines += snapshot.history.map { "\($0.name): \(bits($0.values))" }
    lines += snapshot.attributes.map { "\($0.name) = \($0.value)" } + ["\(snapshot.cells)", bits(snapshot.parameters)]
    lines += snapshot.quantities.sorted { $0.key < $1.key }.map { "\($0)" }
    lines += snapshot.layout.blocks.map { "\($0.name) \($0.offset) \($0.rows) \($0.columns)" }
    return lines.joined(separator: "\n")
  }

  /// Turns over bits of the file at `path`, one byte at a time at each of `spots`, and reads it. Returns how often it was refused.
  private func flip(
    _ path: String, at spots: some Sequence<Int>, _ rng: inout RandomStream, read: (String) throws -> String
  ) throws -> Int {
    let sound = try read(path)
    let original = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    var refused = 0
    for spot in spots {
      let mask = UInt8(1 + Int(rng.uniform() * 255))
      var byte = original[spot] ^ mask
      pwrite(descriptor, &byte, 1, off_t(spot))
      do {
        let found = try read(path)
        #expect(found == sound, "byte \(spot) of \(original.count), turned over by \(mask), gives other contents")
      } catch is HDF5Error { refused += 1 }
      byte = original[spot]
      pwrite(descriptor, &byte, 1, off_t(spot))
    }
    #expect(try read(path) == sound)
    return refused
  }

  private func small() -> FieldSnapshot {
    var snapshot = sampleSnapshot()
    snapshot.attributes.removeAll { $0.name == "long" }
    snapshot.quantities = ["u": .init("speed", unit: "m/s")]
    return snapshot
  }

  /// Some 200 thousand values that don't compress to nothing, in several chunks.
  private func large() -> FieldSnapshot {
    let (t, x) = ((0..<200).map(Double.init), (0..<1000).map(Double.init))
    var rng = RandomStream(seed: 3, for: "test")
    return FieldSnapshot(
      coordinates: [(.t, t), (.x, x)],
      fields: [
        ("u", Tensor(shape: [200, 1000], elements: (0..<200_000).map { _ in Double(Int(rng.uniform() * 1e3)) }))
      ])
  }

  @Test func everywhereInASmallFile() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try HDF5Writer(path: path).write(small())
      let size = try #require(FileManager.default.contents(atPath: path)).count
      var rng = RandomStream(seed: 1, for: "test")
      let refused = try flip(path, at: stride(from: 0, to: size, by: 5), &rng) {
        facts(try HDF5Reader(path: $0).snapshot())
      }
      #expect(refused > size / 5 / 3)
    }
  }

  @Test func pointsAndCells() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try HDF5Writer(path: path).write(samplePoints())
      let size = try #require(FileManager.default.contents(atPath: path)).count
      var rng = RandomStream(seed: 2, for: "test")
      let refused = try flip(path, at: stride(from: 1, to: size, by: 7), &rng) {
        facts(try HDF5Reader(path: $0).snapshot())
      }
      #expect(refused > 100)
    }
  }

  /// In compressed arrays of several chunks, and in what says where the chunks lie, which is at the end.
  @Test func inALargeFile() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try HDF5Writer(path: path).write(large())
      let size = try #require(FileManager.default.contents(atPath: path)).count
      var rng = RandomStream(seed: 4, for: "test")
      let spots =
        (0..<150).map { _ in Int(rng.uniform() * Double(size)) } + stride(from: 0, to: 6_000, by: 41)
        + stride(from: size - 6_000, to: size, by: 41)
      let refused = try flip(path, at: spots, &rng) { facts(try HDF5Reader(path: $0).snapshot()) }
      // Nearly all of the file is the field.
      #expect(refused > 140)
    }
  }

  @Test func inACheckpoint() throws {
    try withFolder { folder in
      var checkpoint = Checkpoint(identity: ["checkpoint version": "1", "equation": "u_t = 0"])
      checkpoint.numbers = ["step": 7, "seconds": 0.25]
      checkpoint.arrays = [
        "parameters": Tensor(shape: [40], elements: (0..<40).map { 0.1 * Double($0) }),
        "points/heat": Tensor(shape: [20, 2], elements: (0..<40).map { sin(Double($0)) }),
        "moments": Tensor(shape: [50_000], repeating: 0.5),
      ]
      let files = CheckpointFiles(path: folder + "/c.h5")
      try files.save(checkpoint)
      #expect(files.paths == [folder + "/c.h5", folder + "/c.1.h5"])
      func text(_ path: String) throws -> String {
        let read = try Checkpoint(path: path)
        return "\(read.identity.sorted { $0.key < $1.key }) \(read.numbers.sorted { $0.key < $1.key }) "
          + read.arrays.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.shape) \($0.value.elements)" }.joined()
      }
      let size = try #require(FileManager.default.contents(atPath: files.path)).count
      var rng = RandomStream(seed: 5, for: "test")
      let spots = Array(stride(from: 0, to: 9_000, by: 37)) + stride(from: size - 3_000, to: size, by: 37)
      #expect(try flip(files.path, at: spots, &rng, read: text) > 50)
    }
  }

  /// Of a file written before arrays had checksums.
  @Test func filesOfEarlierVersionsOpen() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "reference/version-0.2.0.h5").path
    let snapshot = try HDF5Reader(path: path).snapshot()
    #expect(snapshot.shape == [5, 6] && snapshot.parameters.count == snapshot.layout.count)
    let u = try snapshot.field("u").elements
    // As h5dump prints them.
    for (i, value) in [(1, 0.556079), (3, 0.900046), (8, 0.789856), (29, 0.0282551)] {
      #expect(abs(u[i] - value) < 1e-6)
    }
  }
}
