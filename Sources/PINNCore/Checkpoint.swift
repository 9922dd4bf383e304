// Checkpoints: a run between two steps as a value, and where such values are kept.

import Foundation

/// A run between two steps, whole: the run that goes on from it takes the same steps, bit for bit, as if it had never stopped.
///
/// It holds the optimiser's state, the points, the parameters with the least loss so far, the history and the place in the
/// stages. Random numbers are keyed by seed and number of drawing, so these two are their whole state.
public struct Checkpoint: Sendable {
  /// The version of this layout and of the random numbers behind it. A checkpoint of another one is refused.
  public static let version = 2

  /// What run it is of, by name: the problem, the network, the stages, seed, precision and version. A run with any other text
  /// refuses it.
  public var identity: [String: String]
  /// Single numbers: "step", "stage", "drawings", ...
  public var numbers: [String: Double] = [:]
  /// Arrays by path, such as "optimizer/position" and "history/loss". The parts of a path are names that any file can have.
  public var arrays: [String: Tensor<Double>] = [:]

  /// A checkpoint with nothing in it yet.
  public init(identity: [String: String]) { self.identity = identity }

  /// Steps made, over all stages.
  public var step: Int { Int(exactly: numbers["step"] ?? 0) ?? 0 }
}

/// Keeps checkpoints: in files, say.
public protocol CheckpointStore: Sendable {
  /// Keeps the checkpoint in place of the one before. Whatever happens meanwhile, one of them can be read afterwards.
  func save(_ checkpoint: Checkpoint) throws
}

// MARK: - Reading

extension Checkpoint {
  /// A number. Throws `ProblemError` if there is none of that name.
  package func number(_ name: String) throws -> Double {
    guard let number = numbers[name] else { throw damaged("it has no number '\(name)'") }
    return number
  }

  /// A whole number in a range. Throws `ProblemError` for any other.
  package func whole(_ name: String, in range: ClosedRange<Int> = 0...(1 << 53)) throws -> Int {
    let number = try number(name)
    guard let whole = Int(exactly: number), range.contains(whole) else { throw damaged("its '\(name)' is \(number)") }
    return whole
  }

  /// An array; of `count` numbers unless nil. Throws `ProblemError` if there is none, or one of another length.
  package func array(_ name: String, count: Int? = nil) throws -> [Double] {
    guard let array = arrays[name] else { throw damaged("it has no array '\(name)'") }
    guard count == nil || array.elements.count == count else {
      throw damaged("'\(name)' has \(array.elements.count) numbers instead of \(count!)")
    }
    return array.elements
  }

  package mutating func set(_ name: String, _ values: [Double]) {
    arrays[name] = Tensor(shape: [values.count], elements: values)
  }

  package func damaged(_ reason: String) -> ProblemError {
    ProblemError("the checkpoint is damaged, or not of this run: \(reason); go on from an earlier one, or start again")
  }

  /// A name as a part of a path: letters, digits, "-", "_" and spaces stay, all else is percent-encoded.
  package static func part(_ name: String) -> String {
    name.addingPercentEncoding(withAllowedCharacters: legal) ?? name
  }

  private static let legal = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_ "))

  /// The arrays in a folder, by their own names.
  package func arrays(in folder: String) -> [String: Tensor<Double>] {
    let prefix = folder + "/"
    let inside = arrays.filter { $0.key.hasPrefix(prefix) }
    return Dictionary(
      inside.map { key, array in
        let name = String(key.dropFirst(prefix.count))
        return (name.removingPercentEncoding ?? name, array)
      }, uniquingKeysWith: { first, _ in first })
  }
}
