// A result never takes the place of what it is made from: paths are compared by where they lead and by the file that is there.

import Foundation
import PINNHDF5
import Testing

@Suite struct DistinctFilesTests {
  private func said(_ a: String, _ b: String) -> String? {
    sentence { try DistinctFiles(reading: [("--reference", a)], writing: [("--output", b)]).validate() }
  }

  @Test func oneFileUnderAnyNamesIsRefused() throws {
    try withFolder { folder in
      let file = folder + "/ref.h5"
      try Data("precious".utf8).write(to: URL(filePath: file))
      try FileManager.default.createDirectory(atPath: folder + "/sub", withIntermediateDirectories: true)
      symlink("ref.h5", folder + "/soft.h5")
      symlink(folder, folder + "/sub/home")
      link(file, folder + "/hard.h5")
      for other in ["ref.h5", "./ref.h5", "sub/../ref.h5", "soft.h5", "hard.h5", "sub/home/ref.h5"] {
        let words = try #require(said(file, "\(folder)/\(other)"))
        #expect(words.hasPrefix("--output and --reference are the same file, '\(folder)/\(other)'"), "\(words)")
        #expect(words.hasSuffix("; give --output another name, so that nothing is lost"))
      }
      #expect(said(file, folder + "/new.h5") == nil)
      #expect(said(folder + "/hard.h5", folder + "/sub/ref.h5") == nil)
    }
  }

  @Test func outputsDifferFromEachOtherBeforeTheyAreThere() throws {
    try withFolder { folder in
      symlink(folder, folder + "/home")
      let same = DistinctFiles(
        reading: [("the problem file", "p.yaml")],
        writing: [("--output", folder + "/a.h5"), ("--plot", nil), ("--log", folder + "/home/a.h5")])
      #expect(sentence { try same.validate() }?.hasPrefix("--log and --output are the same file") == true)
      let relative = DistinctFiles(
        reading: [("the problem file", "p.yaml")],
        writing: [("--output", FileManager.default.currentDirectoryPath + "/p.yaml")])
      #expect(sentence { try relative.validate() }?.contains("and the problem file are the same file") == true)
      let others = DistinctFiles(
        reading: [("--reference", folder + "/r"), ("data", folder + "/r")],
        writing: [("--output", folder + "/a.h5"), ("--log", "/dev/null"), ("--checkpoint", folder + "/b.h5")])
      #expect(sentence { try others.validate() } == nil)
    }
  }

  @Test func bothFilesOfAPairCount() throws {
    try withFolder { folder in
      try Data("precious".utf8).write(to: URL(filePath: folder + "/a.h5"))
      let writer = try FileFormat.all.writer(to: folder + "/a.xdmf")
      #expect(writer.paths == [folder + "/a.xdmf", folder + "/a.h5"])
      let files = DistinctFiles(
        reading: [("the run", folder + "/a.h5")], writing: writer.paths.map { ("--output", $0) })
      #expect(sentence { try files.validate() }?.contains("--output and the run are the same file") == true)
    }
  }
}
