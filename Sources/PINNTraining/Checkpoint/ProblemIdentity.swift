// What problem and network a file or a checkpoint is of, in words.

import Foundation
import PINNLoss

/// A problem with its network in texts by name: "equation", "domain", "conditions", ... Equal problems have equal texts.
struct ProblemIdentity: Equatable {
  let texts: [String: String]

  private static let sizes = "sizes of the unknowns"
  /// What files of earlier versions, which don't have them, would say.
  private static let noSizes = "1"

  /// The attribute of a file that has the texts, as JSON.
  static let attribute = "identity"

  init<E: Equation>(_ problem: Problem<E>, network: any Network, _ ansatz: Ansatz<E.Unknown>) {
    let coefficients = problem.coefficients.map { name, coefficient in
      "\(name) = \(coefficient.value)\(coefficient.trainable == nil ? "" : ", trained")"
    }
    let conditions = problem.conditions.map { condition in
      let law = condition.symbolicLaw(over: problem.region.axes)
      return "\(condition.name): \(condition.points) points, weight \(condition.weight), "
        + law.map { "\($0.name): \($0.residual)" }.joined(separator: ", ")
    }
    let unknowns = (try? problem.state([:])).map { state in
      E.Unknown.allCases.map { "\($0.rawValue) = \(state[$0])" }.joined(separator: ", ")
    }
    texts = [
      "equation": problem.equation.formula,
      "coefficients": coefficients.joined(separator: ", "),
      "domain": "\(problem.region)",
      "conditions": conditions.joined(separator: "\n"),
      "unknowns from the network's outputs": unknowns ?? "",
      "network": "\(network)",
      "parameters": ansatz.layout.text,
      Self.sizes: ansatz.sizes ?? Self.noSizes,
    ]
  }

  /// The texts as a JSON object.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(texts)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The texts of a file's attribute; nil for what is no such text.
  static func texts(of attribute: String) -> [String: String]? {
    try? JSONDecoder().decode([String: String].self, from: Data(attribute.utf8))
  }

  /// Throws `ProblemError`, with all that differs, unless the texts of `name`, as many as there are, are these.
  func check(_ there: [String: String], called name: String) throws {
    let there = there.merging([Self.sizes: Self.noSizes]) { own, _ in own }
    if let differences = Self.differences(there: there, here: texts.filter { there[$0.key] != nil }) {
      throw ProblemError("\(name) is of another problem or network; they differ in" + differences)
    }
  }

  /// All that differs, a line each with both texts; nil if nothing does.
  static func differences(there: [String: String], here: [String: String]) -> String? {
    let names = here.keys.sorted().filter { here[$0] != there[$0] }
    guard !names.isEmpty else { return nil }
    return names.map { "\n  \($0): there \(quoted(there[$0])), here \(quoted(here[$0]))" }.joined()
  }

  private static func quoted(_ text: String?) -> String {
    guard let text else { return "none" }
    let line = text.replacing("\n", with: "; ")
    return "'\(line.count > 200 ? line.prefix(200) + "..." : line)'"
  }
}

extension ParameterLayout {
  /// All blocks with their shapes.
  var text: String { blocks.map { "\($0.name) \($0.rows) x \($0.columns)" }.joined(separator: ", ") }
}
