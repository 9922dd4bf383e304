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
    var file = try ProblemFile(
      solved: source, path: "the problem file in \(path)", files: folder.map { .inside($0) } ?? .none, catalog: catalog)
    if let corrections = text(RandomFunctions.attribute) {
      file.network = try RandomFunctions(text: corrections, of: "'\(path)'").correcting(file.network)
    }
    // The sizes of the unknowns came from data too, which aren't read again. They are those of corrected outputs.
    let windows = text(solutionWindowsAttribute)
    if windows == nil { file.network = try outputMap(file.network) }
    let training = try file.training()
    let blocks = { (layout: ParameterLayout) in layout.blocks.map { "\($0.name) [\($0.rows), \($0.columns)]" } }
    guard windows != nil || blocks(training.layout) == blocks(snapshot.layout) else {
      throw ProblemError(
        "the parameters in '\(path)' are not those of its problem file's network; was it written by another version?")
    }
    return (training, try training.solution(snapshot.parameters, windows: windows))
  }

  /// A network with the scales and shifts that the run's outputs had; files of earlier versions have none.
  private func outputMap(_ network: any Network) throws -> any Network {
    guard !network.scalesOutputs else { return network }
    func scaled(_ network: some Network, _ map: [[Double]]) -> any Network {
      ScaledOutputs(network, scales: map[0], shifts: map[1])
    }
    guard let text = text(FieldSnapshot.outputMapAttribute) else { return scaled(network, [[1], [0]]) }
    guard let map = try? JSONDecoder().decode([[Double]].self, from: Data(text.utf8)), map.count == 2 else {
      throw HDF5Error(
        "'\(path)' is damaged: its '\(FieldSnapshot.outputMapAttribute)' is no list of scales and of shifts")
    }
    return scaled(network, map)
  }

  /// The text of an attribute.
  func text(_ name: String) -> String? {
    guard case .text(let text)? = snapshot.attributes.first(where: { $0.name == name })?.value else { return nil }
    return text
  }
}
