// A file that a training wrote, opened again: its fields, and the network if the problem file lies in it.

import Foundation
import PINN
import PINNHDF5
import PINNProblemFile

/// A file of a run.
struct RunFile {
  let path: String
  let snapshot: FieldSnapshot

  init(_ path: String) throws {
    self.path = path
    snapshot = try HDF5Reader(path: path).snapshot()
  }

  /// The trained solution, rebuilt from the problem file and the parameters in the file; nil if there is no problem file. Files that
  /// the problem names are opened in `folder` alone, and not at all without it.
  func solution(_ catalog: Catalog, files folder: String?) throws -> (
    training: any ProblemTraining, solution: any ProblemSolution
  )? {
    guard let source = text(FieldSnapshot.problemFileAttribute) else { return nil }
    let file = try ProblemFile(
      solved: source, path: "the problem file in \(path)", files: folder.map { .inside($0) } ?? .none, catalog: catalog)
    let training = try file.training()
    try training.check(snapshot, called: "'\(path)'")
    return (training, try training.solution(snapshot.parameters))
  }

  /// The text of an attribute.
  func text(_ name: String) -> String? {
    guard case .text(let text)? = snapshot.attributes.first(where: { $0.name == name })?.value else { return nil }
    return text
  }
}
