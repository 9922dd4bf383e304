// The package that `pinn new equation` writes compiles, against the modules that these tests were built with. In the folder
// `Equations/` of a copy of this package, with a line in the list, its equation is one like all others.

import Foundation
import PINN
import PINNCommand
import Testing

@Suite struct TemplateTests {
  private static var isBuilt: Bool { Compiler.isBuilt }

  @Test(
    .enabled(if: isBuilt, "needs the compiled modules beside the tests, as on Linux"), arguments: ["Probe", "Default"])
  func compiles(_ name: String) throws {
    let compiler = try Compiler()
    let files = EquationTemplate(name: name, package: "..").files
    func sources(_ parts: String...) throws -> [String] {
      try files.filter { file in parts.contains { file.path.hasPrefix($0) } }.map {
        try compiler.write($0.text, to: $0.path)
      }
    }
    try compiler.emitModule("\(name)Equations", sources("Sources/\(name)Equations"))
    try compiler.compile(["-typecheck", "-module-name", name] + sources("Sources/\(name)Trainer", "Tests"))
  }

  @Test(.enabled(if: isBuilt, "needs the compiled modules beside the tests, as on Linux"))
  func isAnEquationLikeAllOthersByALine() throws {
    let compiler = try Compiler()
    let template = EquationTemplate(name: "Probe", package: "..").files
    let equation = try template.filter { $0.path.hasPrefix("Sources/ProbeEquations/") }.map {
      try compiler.write($0.text, to: $0.path.replacing("Sources/ProbeEquations", with: "Equations/Probe"))
    }
    let path = "Sources/PINNEquations/PINNEquations.swift"
    let list = try String(contentsOf: Compiler.root.appending(path: path), encoding: .utf8)
      .replacing("import PINNCore\n", with: "import PINNCore\n@_exported import ProbeEquations\n")
      .replacing(".heat, ", with: ".heat, .probe, ")
    let main = """
      import PINNEquations
      import PINNTestSupport

      @main struct Checks {
        static func main() throws {
          for entry in allEquations where ["heat", "probe"].contains(entry.name) {
            try checkEntry(entry)
            print(entry.name)
          }
        }
      }
      """
    let objects = [
      try compiler.emitModule("ProbeEquations", equation),
      try compiler.emitModule("PINNEquations", [compiler.write(list, to: path)]),
      try compiler.emitModule("Checks", [compiler.write(main, to: "Checks.swift")]),
    ]
    let folders = try FileManager.default.contentsOfDirectory(atPath: Compiler.root.appending(path: "Equations").path)
    let output = try compiler.link(
      objects,
      with: ["CPINNKernels", "PINNTensor", "PINNAutodiff", "PINNCore", "PINNGeometry", "PINNTestSupport"]
        + folders.filter { !$0.hasPrefix(".") }.map { "\($0)Equations" })
    #expect(output == "heat\nprobe\n")
  }
}
