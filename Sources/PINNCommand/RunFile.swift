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

  /// The trained solution, rebuilt from the problem file and the parameters in the file; nil if there is no problem file.
  func solution(_ catalog: Catalog) throws -> (training: any ProblemTraining, solution: any ProblemSolution)? {
    guard let source = text(FieldSnapshot.problemFileAttribute) else { return nil }
    let folder = text(FieldSnapshot.problemFolderAttribute) ?? "."
    var file = try ProblemFile(
      text: source, path: "the problem file in \(path)", folder: folder, catalog: catalog)
    // The network needs no reference, which may have gone since.
    file.reference = .none
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
