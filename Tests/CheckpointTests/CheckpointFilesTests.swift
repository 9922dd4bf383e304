// Checkpoints in files: what is written comes back bit by bit, older ones stay, and what can't be written harms nothing.

import Foundation
import PINN
import PINNHDF5
import Testing

@Suite struct CheckpointFilesTests {
  private static func sample(_ step: Int = 5) -> Checkpoint {
    var checkpoint = Checkpoint(
      identity: ["checkpoint version": "\(Checkpoint.version)", "equation": "u_t - ν u_xx = 0\nu = v", "empty": ""])
    checkpoint.numbers = ["step": Double(step), "best value": .infinity, "seconds": 0.1]
    checkpoint.arrays = [
      "optimizer/position": Tensor(shape: [3], elements: [1, .nan, -0.0]),
      "optimizer/none": Tensor(shape: [0], elements: []),
      "points/0/data/u%2Fv": Tensor(shape: [2], elements: [.infinity, .leastNonzeroMagnitude]),
      "points/0/coordinates": Tensor(shape: [50_000, 2], elements: (0..<100_000).map { sin(Double($0)) }),
    ]
    return checkpoint
  }

  @Test func everyBitComesBack() throws {
    try withFolder { folder in
      let files = CheckpointFiles(path: "\(folder)/run.checkpoint.h5")
      let saved = Self.sample()
      try files.save(saved)
      let read = try Checkpoint(path: files.path)
      #expect(read.identity == saved.identity && read.numbers == saved.numbers && read.step == 5)
      #expect(read.arrays.keys.sorted() == saved.arrays.keys.sorted())
      for (name, array) in saved.arrays {
        #expect(read.arrays[name]?.shape == array.shape, "\(name)")
        #expect(read.arrays[name]?.elements.map(\.bitPattern) == array.elements.map(\.bitPattern), "\(name)")
      }
    }
  }

  @Test func olderOnesStay() throws {
    try withFolder { folder in
      let files = CheckpointFiles(path: "\(folder)/run.h5", count: 3)
      for step in 1...5 { try files.save(Self.sample(step)) }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(names == ["run.1.h5", "run.2.h5", "run.h5"])
      #expect(try (0..<3).map { try Checkpoint(path: files.path(age: $0)).step } == [5, 4, 3])
      let single = CheckpointFiles(path: "\(folder)/single", count: 1)
      for step in 1...2 { try single.save(Self.sample(step)) }
      #expect(try Checkpoint(path: single.path).step == 2)
      #expect(!FileManager.default.fileExists(atPath: single.path(age: 1)))
    }
  }

  /// One byte of the numbers is another: the file has a checksum that notices.
  @Test func damagedFilesAreRefused() throws {
    try withFolder { folder in
      let files = CheckpointFiles(path: "\(folder)/run.h5")
      try files.save(Self.sample())
      var bytes = try Data(contentsOf: URL(filePath: files.path))
      let pattern = withUnsafeBytes(of: sin(77.0)) { Data($0) }
      let place = try #require(bytes.range(of: pattern))
      bytes[place.lowerBound] ^= 1
      try bytes.write(to: URL(filePath: files.path))
      #expect(sentence { _ = try Checkpoint(path: files.path) }.contains("points/0/coordinates' of"))
      #expect(sentence { _ = try Checkpoint(path: "\(folder)/none.h5") }.contains("can't be read (No such file"))
      try HDF5Writer(path: "\(folder)/fields.h5").write(
        FieldSnapshot(coordinates: [(.x, [0])], fields: [("u", Tensor(shape: [1], elements: [0]))]))
      #expect(sentence { _ = try Checkpoint(path: "\(folder)/fields.h5") }.contains("is no checkpoint"))
    }
  }

  @Test func aFolderThatCannotBeWrittenStopsTheWriteOnly() throws {
    let (files, warnings) = (CheckpointFiles(path: "/proc/run.checkpoint.h5"), Sentences())
    #expect(sentence { try files.validate(force: false) }.contains("/proc"))
    let solution = try heatTraining().run(
      [.adam(steps: 2)], checkpoints: CheckpointSchedule(files, every: 0) { warnings.add($0) })
    #expect(solution.steps == 2 && warnings.all.count == 3)
    #expect(warnings.all[0].hasPrefix("no checkpoint could be kept after step 0: nothing can be written in the folder"))
  }

  @Test func aFileThatIsThereIsNoCheckpointsPlace() throws {
    try withFolder { folder in
      let files = CheckpointFiles(path: "\(folder)/run.h5")
      try files.validate(force: false)
      try files.save(Self.sample())
      #expect(sentence { try files.validate(force: false) }.contains("exists already"))
      try files.validate(force: true)
      #expect(sentence { try CheckpointFiles(path: "x.h5", count: 0).validate(force: true) }.contains("not 0"))
    }
  }
}
