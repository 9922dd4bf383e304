// pinn plot: pictures of what lies in a file of a run.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5
import PINNTrainer

/// Draws a file.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot", abstract: "Draw the fields of a file, slices through them, and the history of the loss.")

  @Argument(help: "A file that a training wrote.", completion: .file(extensions: ["h5"]))
  var file: String
  @Option(help: "Folder for the pictures (default: the file's name without .h5).", completion: .directory)
  var output: String?
  @Flag(help: "Replace pictures that exist.")
  var force = false

  func run() throws {
    let run = try RunFile(file)
    let folder = output ?? "\(URL(filePath: file).deletingPathExtension().lastPathComponent)-pictures"
    let pictures = PictureFolder(path: folder, force: force)
    try pictures.validate()
    let there = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".png") }
    try DistinctFiles(
      reading: [("the run", file)], writing: there.map { ("a picture that would be replaced", "\(folder)/\($0)") }
    ).validate()
    show("drew \(try pictures.write(run.snapshot).joined(separator: ", ")) in \(folder)\n")
  }
}
