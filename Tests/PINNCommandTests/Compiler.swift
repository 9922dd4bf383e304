// The compiler on sources of a test, in a folder of their own, against the modules that the tests were built with.

import Foundation
import Testing

/// Compiles and links into a folder that goes when it does.
final class Compiler {
  /// This package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
  private static let built = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  /// Whether the modules lie where this looks for them.
  static var isBuilt: Bool {
    FileManager.default.fileExists(atPath: built.appending(path: "Modules/PINN.swiftmodule").path)
      && FileManager.default.fileExists(atPath: built.appending(path: "CPINNKernels.build/module.modulemap").path)
  }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file, and gives its whole path.
  func write(_ text: String, to path: String) throws -> String {
    let whole = folder.appending(path: path)
    try FileManager.default.createDirectory(at: whole.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: whole, atomically: true, encoding: .utf8)
    return whole.path
  }

  /// Makes a module that later ones can import, in place of a built one of that name, and gives its object file.
  @discardableResult func emitModule(_ name: String, _ sources: [String]) throws -> String {
    let object = folder.appending(path: "\(name).o").path
    try compile(
      [
        "-emit-module", "-emit-module-path", folder.appending(path: "\(name).swiftmodule").path, "-module-name", name,
        "-wmo", "-c", "-o", object,
      ] + sources)
    return object
  }

  /// Compiles Swift 6 without warnings.
  func compile(_ arguments: [String]) throws {
    let maps =
      ["CPINNKernels", "COpenBLASCore", "CTileProducts", "CBlockProducts"].map {
        Self.built.appending(path: "\($0).build/module.modulemap").path
      } + [Self.root.appending(path: "Sources/COpenBLAS/module.modulemap").path]
    var flags = ["-swift-version", "6", "-warnings-as-errors", "-parse-as-library"]
    flags += ["-I", folder.path, "-I", Self.built.appending(path: "Modules").path]
    for map in maps { flags += ["-Xcc", "-fmodule-map-file=\(map)"] }
    try run(["swiftc"] + flags + arguments)
  }

  /// Links object files with built modules, runs the program, and gives what it prints.
  func link(_ objects: [String], with modules: [String]) throws -> String {
    let program = folder.appending(path: "program").path
    try run(["swiftc", "-o", program] + objects + modules.flatMap(Self.objects))
    return try run([program])
  }

  /// The object files of a module. Those of sources that are gone may lie beside them.
  private static func objects(of module: String) throws -> [String] {
    let folder = built.appending(path: "\(module).build")
    if let sources = try? String(contentsOf: folder.appending(path: "sources"), encoding: .utf8) {
      return sources.split(separator: "\n").map {
        folder.appending(path: URL(filePath: $0.trimmingCharacters(in: ["'"])).lastPathComponent + ".o").path
      }
    }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".o") }.map {
      folder.appending(path: $0).path
    }
  }

  /// What a command prints; an expectation fails with it if the command does.
  @discardableResult private func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    (process.standardError, process.standardOutput) = (pipe, pipe)
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
    return output
  }
}
