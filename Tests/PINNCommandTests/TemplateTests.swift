// The package that `pinn new equation` writes compiles, against the modules that these tests were built with.

import Foundation
import PINN
import PINNCommand
import Testing

@Suite struct TemplateTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let built = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

  private static var isBuilt: Bool {
    FileManager.default.fileExists(atPath: built.appending(path: "Modules/PINN.swiftmodule").path)
      && FileManager.default.fileExists(atPath: built.appending(path: "CPINNKernels.build/module.modulemap").path)
  }

  @Test(.enabled(if: isBuilt, "needs the compiled modules beside the tests, as on Linux")) func compiles() throws {
    let files = EquationTemplate(name: "Probe", package: "..").files
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func sources(_ parts: String...) throws -> [String] {
      try files.filter { file in parts.contains { file.path.hasPrefix($0) } }.map { file in
        let path = folder.appending(path: file.path.replacing("/", with: "-"))
        try file.text.write(to: path, atomically: true, encoding: .utf8)
        return path.path
      }
    }
    let maps = [
      Self.built.appending(path: "CPINNKernels.build/module.modulemap").path,
      Self.built.appending(path: "COpenBLASCore.build/module.modulemap").path,
      Self.built.appending(path: "CTileProducts.build/module.modulemap").path,
      Self.built.appending(path: "CBlockProducts.build/module.modulemap").path,
      Self.root.appending(path: "Sources/COpenBLAS/module.modulemap").path,
    ]
    var flags = ["-swift-version", "6", "-warnings-as-errors", "-parse-as-library"]
    flags += ["-I", folder.path, "-I", Self.built.appending(path: "Modules").path]
    for map in maps { flags += ["-Xcc", "-fmodule-map-file=\(map)"] }
    try compile(
      ["-emit-module", "-module-name", "ProbeEquations"] + flags
        + ["-emit-module-path", folder.appending(path: "ProbeEquations.swiftmodule").path] + sources("Sources/ProbeEq"))
    try compile(["-typecheck", "-module-name", "Probe"] + flags + sources("Sources/ProbeTr", "Tests"))
  }

  private func compile(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swiftc"] + arguments
    let pipe = Pipe()
    (process.standardError, process.standardOutput) = (pipe, pipe)
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
  }
}
