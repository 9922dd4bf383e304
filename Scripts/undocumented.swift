// Lists the public symbols without a docstring in the symbol graphs below a folder, and fails if there are any.
//
//     swift Scripts/undocumented.swift FOLDER
//
// Left out are what the compiler makes, which has no place in a source file, what fulfils a protocol that explains it, and the
// cases of an equation's `Unknown`, which the docstring of that type explains.

import Foundation

struct Graph: Decodable {
  struct Symbol: Decodable {
    struct Identifier: Decodable { let precise: String }
    struct Place: Decodable {
      struct Position: Decodable { let line: Int }
      let uri: String
      let position: Position
    }
    let identifier: Identifier
    let pathComponents: [String]
    let location: Place?
    let docComment: Documentation?
  }
  struct Documentation: Decodable {}
  struct Relationship: Decodable {
    struct Origin: Decodable {}
    let source: String
    let sourceOrigin: Origin?
  }
  let symbols: [Symbol]
  let relationships: [Relationship]
}

guard CommandLine.arguments.count == 2 else { fatalError("usage: swift undocumented.swift FOLDER") }
let folder = URL(filePath: CommandLine.arguments[1])
let files = (FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? [])
  .compactMap { $0 as? URL }.filter { $0.lastPathComponent.hasSuffix(".symbols.json") }

var (count, missing) = (0, [String]())
for file in files {
  let graph = try JSONDecoder().decode(Graph.self, from: Data(contentsOf: file))
  let explained = Set(graph.relationships.filter { $0.sourceOrigin != nil }.map(\.source))
  for symbol in graph.symbols {
    guard let place = symbol.location, !explained.contains(symbol.identifier.precise),
      symbol.pathComponents.dropLast().last != "Unknown"
    else { continue }
    count += 1
    guard symbol.docComment == nil else { continue }
    let path = URL(string: place.uri)?.path ?? place.uri
    let name = symbol.pathComponents.joined(separator: ".")
    missing.append("\(path):\(place.position.line + 1): \(name) has no docstring")
  }
}
for line in missing.sorted() { print(line) }
print("\(count) public symbols in \(files.count) symbol graphs, \(missing.count) without a docstring")
exit(missing.isEmpty && count > 0 ? 0 : 1)
