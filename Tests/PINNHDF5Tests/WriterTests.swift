// A file appears whole or not at all, and nothing that is there is lost.

import Foundation
import PINNCore
import PINNHDF5
import Synchronization
import Testing

@Suite struct WriterTests {
  @Test func anExistingFileIsKeptWithoutForce() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
      let expected = "'\(path)' exists already and is left as it is; choose another name, or force to replace it"
      #expect(sentence { try HDF5Writer(path: path).validate() } == expected)
      #expect(sentence { try HDF5Writer(path: path).write(sampleSnapshot()) } == expected)
      #expect(FileManager.default.contents(atPath: path) == Data("precious".utf8))
      #expect(try contents(of: folder) == ["a.h5"])
    }
  }

  @Test func forceReplacesAFile() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try Data("old".utf8).write(to: URL(fileURLWithPath: path))
      let writer = HDF5Writer(path: path, force: true)
      try writer.validate()
      #expect(FileManager.default.contents(atPath: path) == Data("old".utf8))
      try writer.write(sampleSnapshot())
      try writer.write(sampleSnapshot())
      #expect(try HDF5Reader(path: path).field("u").values == sampleSnapshot().fields[0].values)
      #expect(try contents(of: folder) == ["a.h5"])
    }
  }

  @Test func aLinkToAFileStaysALink() throws {
    try withFolder { folder in
      try Data("old".utf8).write(to: URL(fileURLWithPath: folder + "/real.h5"))
      try FileManager.default.createSymbolicLink(atPath: folder + "/link.h5", withDestinationPath: "real.h5")
      try HDF5Writer(path: folder + "/link.h5", force: true).write(sampleSnapshot())
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link.h5") == "real.h5")
      #expect(try HDF5Reader(path: folder + "/real.h5").datasets().count == 14)
    }
  }

  @Test(arguments: [true, false]) func placesThatCannotBeWrittenAreRefused(force: Bool) throws {
    try withFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder + "/file"))
      let long = String(repeating: "n", count: 300)
      let places = [
        ("", "needs a name"), ("\(folder)/missing/a.h5", "its folder '\(folder)/missing' can't be used"),
        ("\(folder)/file/a.h5", "is not a folder"), (folder, "is a folder; give the name of a file"),
        ("/dev/null", "is not an ordinary file"), ("/proc/a.h5", ""), ("\(folder)/\(long).h5", "File name too long"),
      ]
      for (path, expected) in places {
        let writer = HDF5Writer(path: path, force: force)
        for said in [sentence { try writer.validate() }, sentence { try writer.write(sampleSnapshot()) }] {
          #expect(said != nil && (expected.isEmpty || said!.contains(expected)), "\(path): \(said ?? "accepted")")
        }
      }
      #expect(try contents(of: folder) == ["file"])
    }
  }

  @Test(.enabled(if: getuid() != 0, "skipped: permissions don't bind root")) func readOnlyFoldersAreRefused() throws {
    try withFolder { folder in
      chmod(folder, 0o555)
      defer { chmod(folder, 0o755) }
      let said = sentence { try HDF5Writer(path: folder + "/a.h5").validate() }
      #expect(said == "nothing can be written in the folder '\(folder)' (Permission denied)")
    }
  }

  @Test func validationLeavesNoTrace() throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/a.h5").validate()
      #expect(try contents(of: folder) == [])
    }
  }

  @Test func arraysThatDoNotFitAreRefusedAndLeaveNothing() throws {
    try withFolder { folder in
      let writer = HDF5Writer(path: folder + "/a.h5")
      var wrongShape = sampleSnapshot()
      wrongShape.fields[1].values = Tensor(shape: [4, 3, 2])
      #expect(
        sentence { try writer.write(wrongShape) }
          == "field 'p' has shape [4, 3, 2], but the coordinates [\"t\", \"y\", \"x\"] have [2, 3, 4] values")
      var twice = sampleSnapshot()
      twice.coordinates[1].axis = .x
      #expect(sentence { try writer.write(twice) }?.contains("different axes") == true)
      var missing = sampleSnapshot()
      missing.parameters.removeLast()
      #expect(sentence { try writer.write(missing) } == "8 parameters don't fit a layout of 9")
      let left = try contents(of: folder)
      #expect(left == [])
    }
  }

  @Test func aFieldAloneIsEnough() throws {
    try withFolder { folder in
      let values = Tensor<Double>(shape: [2], elements: [3, 4])
      try HDF5Writer(path: folder + "/a.h5").write(FieldSnapshot(coordinates: [(.x, [0, 1])], fields: [("u", values)]))
      let reader = try HDF5Reader(path: folder + "/a.h5")
      #expect(try reader.datasets().map(\.path) == ["/coordinates/x", "/fields/u"])
      #expect(try reader.field("u").values == values)
      #expect(try reader.attributes().isEmpty)
      #expect(try contents(of: folder) == ["a.h5"])
    }
  }

  @Test func ofManyWritersToOneNameOneSucceeds() throws {
    try withFolder { folder in
      for round in 0..<20 {
        let successes = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
          let said = sentence { try HDF5Writer(path: "\(folder)/\(round).h5").write(sampleSnapshot()) }
          if said == nil { successes.add(1, ordering: .relaxed) }
        }
        #expect(successes.load(ordering: .relaxed) == 1)
      }
      let files = try contents(of: folder)
      #expect(files.count == 20)
    }
  }
}
