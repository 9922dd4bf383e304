// The folders of PINNTraining are rooms without a cycle: whoever changes one needs to know those below it, and no other.

import Foundation
import Testing

@Suite struct RoomsTests {
  /// Which rooms a room's files name types of.
  private func references() throws -> [String: Set<String>] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/PINNTraining")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    var code: [(room: String, text: String)] = []
    for path in paths {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      let lines = text.split(separator: "\n").filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
      code.append(((path as NSString).deletingLastPathComponent, lines.joined(separator: "\n")))
    }
    var home: [String: String] = [:]
    for (room, text) in code {
      let types =
        /(?m)^(?:public |package |private |fileprivate )?(?:final )?(?:struct|class|enum|protocol|typealias) (?<name>\w+)/
      for match in text.matches(of: types) { home[String(match.name)] = room }
    }
    var references: [String: Set<String>] = [:]
    for (room, text) in code {
      for match in text.matches(of: /\b[A-Z]\w+/) {
        if let other = home[String(match.0)], other != room { references[room, default: []].insert(other) }
      }
    }
    return references
  }

  @Test func haveNoCycle() throws {
    var references = try references()
    #expect(references.count >= 5, "\(references)")
    // Takes away, again and again, the rooms that need no other: what stays lies on a cycle.
    var rooms = Set(references.keys).union(references.values.joined())
    while let lowest = rooms.first(where: { references[$0, default: []].isEmpty }) {
      rooms.remove(lowest)
      for room in rooms { references[room]?.remove(lowest) }
    }
    #expect(rooms.isEmpty, "rooms that need one another: \(references.filter { rooms.contains($0.key) })")
  }
}
