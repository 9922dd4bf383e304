// What a person sees of a damaged file: a sentence that says what is wrong, and nothing of what libhdf5 thinks of it.

import Foundation
import PINN
import PINNHDF5
import Testing

@Suite struct QuietExitTests {
  /// One byte after another is turned over in a small file; `pinn info`, a process of its own, reads it.
  @Test func aDamagedFileIsOneSentence() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).h5").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try HDF5Writer(path: path).write(
      FieldSnapshot(coordinates: [(.x, [0, 1])], fields: [("u", Tensor(shape: [2]))], attributes: [("nu", .number(1))]))
    let sound = try Data(contentsOf: URL(filePath: path))
    #expect(try info(path).isEmpty)
    var refusals: [String] = []
    for spot in stride(from: 60, to: sound.count, by: max(1, sound.count / 25)) {
      var damaged = sound
      damaged[spot] ^= 0xFF
      try damaged.write(to: URL(filePath: path))
      let said = try info(path)
      guard !said.isEmpty else { continue }
      refusals.append(said)
      #expect(said.hasPrefix("Error: ") && said.split(separator: "\n").count == 1, "byte \(spot): \(said)")
      #expect(!said.contains("infinite loop"), "byte \(spot): \(said)")
    }
    #expect(refusals.count > 3, "\(refusals)")
  }

  /// What `pinn info` says about a file besides the facts.
  private func info(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appending(path: "pinn")
    process.arguments = ["info", path]
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self)
  }
}
