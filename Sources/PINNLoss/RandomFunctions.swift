// Functions to look for an error among, which know nothing of the training.

import Foundation
import PINNCore

/// tanh(s n . (z - c)) for random directions n, slopes s and places c ("random feature method": Chen, Chi, E, Yang, J. Mach. Learn. 1
/// (2022) 268-298, doi:10.4208/jml.220726).
///
/// z are the scaled coordinates; for every third function the network's outputs, too, which vary where the solution does. Slopes go
/// from half the domain's extent to the distance of so many functions. Coordinates in which the network is periodic enter as
/// cosine and sine.
package struct RandomFunctions: Codable, Sendable, Hashable {
  package let count: Int
  /// For each coordinate, whether the network is periodic in it.
  package let periodic: [Bool]
  package let seed: UInt64

  package init(count: Int, periodic: [Bool], seed: UInt64) {
    (self.count, self.periodic, self.seed) = (count, periodic, seed)
  }

  /// All of them as one vector [count]. Their directions and places are blocks of `scope` that nobody trains.
  func callAsFunction(_ coordinates: [Expr], _ outputs: [Expr], _ scope: ParameterScope) -> Expr {
    let embedded = zip(coordinates, periodic).flatMap { x, isPeriodic in
      isPeriodic ? [cos(.pi * x), sin(.pi * x)] : [x]
    }
    let ofOutputs = count / 3
    let scope = scope.scope("\(Self.scopeName) \(seed)")
    return concatenate([
      functions(of: embedded, count: count - ofOutputs, "coordinates", scope),
      functions(of: embedded + outputs, count: ofOutputs, "outputs", scope),
    ])
  }

  private static let scopeName = "random functions"

  /// Whether a block has directions or places of random functions, which nobody trains.
  fileprivate static func own(_ block: ParameterBlock) -> Bool {
    block.name.split(separator: "/").contains { $0.hasPrefix("\(scopeName) ") }
  }

  private func functions(of z: [Expr], count: Int, _ name: String, _ scope: ParameterScope) -> Expr {
    var rng = RandomStream(seed: seed, for: StreamKey(.randomFunctions, of: name))
    let dimension = Double(periodic.count)
    // Along a single axis the functions overlap ten times where they are steepest.
    let steepest = max(2, periodic.count == 1 ? 0.1 * Double(self.count) : pow(Double(count), 1 / dimension))
    var (directions, shifts): ([Double], [Double]) = ([], [])
    for _ in 0..<count {
      let direction = z.map { _ in rng.normal() }
      let length = max(.leastNormalMagnitude, direction.reduce(0) { $0 + $1 * $1 }.squareRoot())
      let slope = 0.5 * pow(2 * steepest, rng.uniform())
      var shift = 0.0
      for j in z.indices {
        let part = slope * direction[j] / length
        directions.append(part)
        shift -= part * (2 * rng.uniform() - 1)
      }
      shifts.append(shift)
    }
    let weights = scope.block("directions of \(name)", rows: count, columns: z.count, .given(directions))
    return tanh(
      .affine(weights: weights, bias: scope.block("places of \(name)", rows: count, .given(shifts)), concatenate(z)))
  }
}

extension ParameterLayout {
  package var hasRandomFunctions: Bool { blocks.contains(where: RandomFunctions.own) }

  /// The blocks that are trained: all but the directions and places of random functions.
  package var trainedBlocks: [ParameterBlock] { blocks.filter { !RandomFunctions.own($0) } }

  package var trainedRanges: [Range<Int>] { trainedBlocks.map(\.range) }
}

/// The outputs of a network plus sums of random functions, whose coefficients [outputs, functions] are the block "corrections SEED".
package struct CorrectedNetwork<Base: Network>: Network {
  let base: Base
  let functions: RandomFunctions

  package init(base: Base, functions: RandomFunctions) { (self.base, self.functions) = (base, functions) }

  package func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
    guard functions.periodic.count == inputs.count else { return [] }
    let values = base(inputs, outputs: outputs, parameters)
    let coefficients = parameters.block(
      "corrections \(functions.seed)", rows: outputs, columns: functions.count, .constant(0))
    let sums = Expr.affine(weights: coefficients, bias: nil, functions(inputs, values, parameters))
    return zip(values, sums.components).map(+)
  }

  /// Throws `ProblemError` for no function and for more than anybody needs, and what the base throws.
  package func validate() throws {
    guard (1...100_000).contains(functions.count) else {
      throw ProblemError("a network can be corrected by 1 to 100000 random functions, not \(functions.count)")
    }
    try base.validate()
  }
  package var scalesOutputs: Bool { base.scalesOutputs }
  package var description: String { "\(base) plus \(functions.count) random functions" }
}

extension RandomFunctions {
  /// The attribute of a file whose network is corrected: these functions as JSON.
  package static let attribute = "corrections"

  /// The functions as the attribute's text.
  package var text: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// The functions of an attribute's text; `name` is what messages call the file. Throws `ProblemError` for any other text.
  package init(text: String, of name: String) throws {
    guard let known = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
      throw ProblemError("\(name) is damaged: its '\(Self.attribute)' doesn't say by which random functions")
    }
    self = known
  }

  /// The network with corrections by these functions.
  package func correcting(_ network: any Network) -> any Network {
    func corrected(_ base: some Network) -> any Network { CorrectedNetwork(base: base, functions: self) }
    return corrected(network)
  }
}
