// Every damaged, foreign or unsuitable file is an error with a sentence, never a crash.

import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct DamagedFileTests {
  /// A complete but small file.
  private func write(to path: String) throws {
    var snapshot = sampleSnapshot()
    snapshot.attributes.removeAll { $0.name == "long" }
    try HDF5Writer(path: path).write(snapshot)
  }

  @Test func filesThatAreNotHDF5() throws {
    try withFolder { folder in
      #expect(
        sentence { try HDF5Reader(path: folder + "/a") } == "'\(folder)/a' can't be read (No such file or directory)")
      #expect(sentence { try HDF5Reader(path: folder) } == "'\(folder)' can't be read: it is not an ordinary file")
      for text in ["", "t,x,u\n0,0,1\n", String(repeating: "x", count: 10_000)] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/text"))
        let said = sentence { try HDF5Reader(path: folder + "/text") }
        #expect(said == "'\(folder)/text' is not an HDF5 file: it lacks the format's signature")
      }
    }
  }

  @Test func everyPrefixIsAnError() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try write(to: path)
      let size = try #require(FileManager.default.contents(atPath: path)).count
      #expect(try HDF5Reader(path: path).field("u").values.count == 2)
      for length in (0..<size).reversed() {
        truncate(path, off_t(length))
        let said = sentence { try HDF5Reader(path: path) }
        #expect(
          said?.contains("cut short") == true || length < 48 && said != nil,
          "\(length) of \(size) bytes: \(said ?? "read")")
      }
    }
  }

  @Test func flippedBytesNeverCrash() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try write(to: path)
      let original = [UInt8](try #require(FileManager.default.contents(atPath: path)))
      let descriptor = open(path, O_RDWR)
      defer { close(descriptor) }
      var rng = RandomStream(seed: 1, for: "test")
      var refused = 0
      for _ in 0..<3000 {
        let spots = (0..<1 + Int(4 * rng.uniform())).map { _ in Int(rng.uniform() * Double(original.count)) }
        for spot in spots {
          var byte = UInt8(255 * rng.uniform())
          pwrite(descriptor, &byte, 1, off_t(spot))
        }
        do {
          let reader = try HDF5Reader(path: path)
          _ = try? reader.snapshot()
          _ = try reader.attributes()
          for dataset in try reader.datasets() where dataset.path != "/network/layout" {
            _ = try reader.values(of: dataset.path)
          }
          _ = try reader.field("u").points()
        } catch is HDF5Error { refused += 1 }
        for spot in spots {
          var byte = original[spot]
          pwrite(descriptor, &byte, 1, off_t(spot))
        }
      }
      // The rest fell on numbers and on unused space.
      #expect(refused > 300)
      #expect(try HDF5Reader(path: path).field("u").values == sampleSnapshot().fields[0].values)
    }
  }

  @Test func whatIsMissingIsNamed() throws {
    try withFolder { folder in
      let path = folder + "/a.h5"
      try HDF5Writer(path: path).write(
        FieldSnapshot(
          coordinates: [(.x, [0, 1])], fields: [("u", Tensor(shape: [2]))], attributes: [("nu", .number(1))]))
      let reader = try HDF5Reader(path: path)
      let missing = "there is no data set '/w' in '\(path)'; it has /coordinates/x, /fields/u"
      #expect(sentence { try reader.values(of: "/w") } == missing)
      #expect(sentence { try reader.field("w") } == missing)
      #expect(sentence { try reader.values(of: "/fields") }?.contains("there is no data set '/fields'") == true)
      #expect(sentence { try reader.attribute("mu") } == "'/' in '\(path)' has no attribute 'mu'; it has nu")
      #expect(sentence { try reader.attribute("mu", of: "/w") }?.contains("there is no '/w'") == true)
    }
  }

  @Test func valuesThatAreNotFiniteAreLocated() throws {
    try withFolder { folder in
      var snapshot = sampleSnapshot()
      snapshot.fields[0].values.elements[(1 * 3 + 2) * 4 + 3] = .nan
      try HDF5Writer(path: folder + "/a.h5").write(snapshot)
      let reader = try HDF5Reader(path: folder + "/a.h5")
      #expect(try reader.values(of: "/fields/u").elements.last?.isNaN == true)
      #expect(
        sentence { try reader.field("u") }
          == "the value [1, 2, 3] of '/fields/u' in '\(folder)/a.h5' is nan, not a finite number")
      snapshot.fields[0].values.elements[23] = 0
      snapshot.coordinates[1].values[2] = .infinity
      try HDF5Writer(path: folder + "/b.h5").write(snapshot)
      #expect(
        sentence { try HDF5Reader(path: folder + "/b.h5").field("u") }
          == "the value [2] of '/coordinates/y' in '\(folder)/b.h5' is inf, not a finite number")
    }
  }

  @Test func coordinatesThatDoNotFitAreRefused() throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/a.h5").write(sampleSnapshot())
      let reader = try HDF5Reader(path: folder + "/a.h5")
      let said = sentence { try reader.field("u", coordinates: [.t: "/coordinates/t", .y: "/coordinates/x"]) }
      #expect(
        said == "the field '/fields/u' of '\(folder)/a.h5' has shape [2, 3, 4], but its coordinates are t [2], y [4]")
      let table = sentence { try reader.values(of: "/network/layout") }
      #expect(table == "the data set '/network/layout' of '\(folder)/a.h5' holds no numbers, but text or records")
    }
  }
}
