// That the lists of plug-ins are whole: an entry that isn't in its list, and a module that isn't imported beside it, would go
// unnoticed by all others.

import Foundation
import PINN
import PINNEquations
import PINNSamplers
import Testing

@Suite("The lists of plug-ins") struct ListTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  /// Where entries stand, and the file with their list.
  private static let places: [(folder: String, list: String)] = [
    ("Equations", "Sources/PINNEquations/PINNEquations.swift"), ("Samplers", "Sources/PINNSamplers/PINNSamplers.swift"),
    ("Sources/PINNGeometry", "Sources/PINNGeometry/Entries.swift"),
    ("Sources/PINNNetworks", "Sources/PINNNetworks/Entries.swift"),
    ("Sources/PINNTraining/Stage", "Sources/PINNTraining/Stage/StageEntries.swift"),
    ("Sources/PINNTraining/Weighting", "Sources/PINNTraining/Weighting/WeightingEntries.swift"),
  ]

  @Test(arguments: places.map(\.folder)) func areWhole(_ folder: String) throws {
    let place = try #require(Self.places.first { $0.folder == folder })
    let list = try String(contentsOf: Self.root.appending(path: place.list), encoding: .utf8)
    let items = list.matches(of: /(?s)public let all\w+: \[\w+\] = \[(?<items>.*?)\n?\]\n/).map(\.items).joined(
      separator: ",")
    let path = Self.root.appending(path: folder).path
    var count = 0
    for file in try FileManager.default.subpathsOfDirectory(atPath: path) where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
      for entry in text.matches(
        of: /public static (let|var|func) (?<name>\w+)[^=\n]*(: \w+Entry \{|= EquationEntry\(|-> \w+Entry \{)/)
      {
        #expect(items.contains(try Regex("\\.\(entry.name)\\b")), "\(file): \(entry.name)")
        count += 1
      }
    }
    #expect(count > 0)
  }

  @Test(arguments: [("Equations", "Equations"), ("Samplers", "Sampling")])
  func everyFolderIsImported(_ folder: String, _ suffix: String) throws {
    let list = try String(
      contentsOf: Self.root.appending(path: Self.places.first { $0.folder == folder }!.list), encoding: .utf8)
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: folder).path)
    where !name.hasPrefix(".") {
      #expect(list.contains("@_exported import \(name)\(suffix)\n"), "\(name)")
    }
  }

  @Test func namesAreDifferent() {
    let lists = [
      allRegions.map(\.name), allNetworks.map(\.name), allSamplers.map(\.name), allAdaptiveSamplers.map(\.name),
      allStages.map(\.name), allWeightings.map(\.name),
    ]
    for names in lists { #expect(Set(names).count == names.count && !names.isEmpty) }
  }
}
