// The sizes of a problem's unknowns and residuals in the units it is stated in, so that training sees numbers near 1 whatever these
// units are.

import Foundation
import PINNCore

/// Factors that make a problem dimensionless: unknown = shift + scale * output of the network, and each residual is divided by its
/// size.
///
/// All but the shifts are powers of 16: a problem whose sizes lie near 1 is left as it is, and in units that differ by powers of 16 a
/// problem gives the very same numbers to train on.
package struct Scales: Sendable, Hashable, Codable {
  /// The size of each unknown, in the order of `Unknown.allCases`.
  package var unknowns: [Double]
  /// What each unknown varies around.
  package var shifts: [Double]
  /// The size of each residual, by condition.
  package var residuals: [[Double]]

  /// Factors of 1, which leave a problem as it is.
  package static func none(unknowns: Int) -> Scales {
    Scales(
      unknowns: Array(repeating: 1, count: unknowns), shifts: Array(repeating: 0, count: unknowns), residuals: [])
  }

  /// Unknown number `j` from an output of the network.
  func unknown(_ j: Int, from output: Expr) -> Expr {
    let sized = unknowns[j] == 1 ? output : unknowns[j] * output
    return shifts[j] == 0 ? sized : shifts[j] + sized
  }

  /// The size of residual `k` of condition `c`.
  package func residual(_ c: Int, _ k: Int) -> Double {
    residuals.indices.contains(c) && residuals[c].indices.contains(k) ? residuals[c][k] : 1
  }

  /// Those of a problem, from its conditions, data, sources and the balance of its terms. What can't be told is 1.
  ///
  /// The size of a term is the largest magnitude it has where each unknown u is a constant s and each derivative divides by the
  /// extent of the domain along its axis. In turn s is chosen
  ///
  /// 1. for each condition, such that its terms with u balance those without: u = g gives max |g|, k u_x = q gives q L / (pi k);
  /// 2. for each equation, such that its terms with u balance its source (a wave that fits into the domain has derivatives pi times
  ///    as large as a straight line);
  /// 3. for an unknown that neither says anything about, such that its terms balance the others' (a pressure is as large as u^2);
  /// 4. in a problem with time, such that a reaction that is at rest for u = s is so: a population grows to what its place can feed.
  ///
  /// The largest s counts, but a source only where it says much more than the conditions. Given values that differ by little of what
  /// they are become a shift, and s what they differ by. A residual is as large as the largest of its terms with derivatives (with half
  /// the extents in space, since coordinates go from -1 to 1 in the network), or as its other terms where these are much larger.
  package static func of<E: Equation>(_ problem: Problem<E>) -> Scales {
    (try? ScaleAnalysis(problem))?.scales ?? .none(unknowns: E.Unknown.allCases.count)
  }
}

/// The power of 16 nearest to a positive number.
///
/// Steps this wide leave problems of sizes near 1 as they are stated: whoever chose their units chose the balance of their terms.
func rounded(_ size: Double) -> Double {
  // Sizes are rather over- than underestimated: 4 still counts as 1.
  let exponent = Int(min(max((log2(size) - 0.1) / 4, -250), 250).rounded())
  return Double(sign: .plus, exponent: 4 * exponent, significand: 1)
}

/// Finds the scales of one problem.
private struct ScaleAnalysis<E: Equation> {
  private let laws: [[SizedResidual]]
  private let isInTime: Bool
  private var sizes: [Double]
  private var shifts: [Double]

  init(_ problem: Problem<E>) throws {
    let count = E.Unknown.allCases.count
    laws = try problem.conditions.indices.map { try SizedResidual.all(of: $0, problem) }
    isInTime = problem.region.axes.contains(.t)
    (sizes, shifts) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
    let byConstruction = try Self.valuesByConstruction(problem)
    if !problem.enforced.isEmpty { sizes = byConstruction }
    balanceKnownTerms()
    balanceUnknownTerms()
    sizes = zip(sizes, byConstruction).map { max($0, $1) }
    findShifts()
    findRest()
    for j in sizes.indices where !(sizes[j] > 0 && sizes[j].isFinite) { sizes[j] = 1 }
  }

  var scales: Scales {
    let sizes = sizes.map(rounded)
    return Scales(
      unknowns: sizes, shifts: shifts,
      residuals: laws.map { law in
        law.map { residual in
          let leading = residual.size(sizes, waves: false, among: residual.leadingTerms)
          // A source or a reaction that is much larger tells of features that are smaller than the domain.
          let reaction = residual.size(sizes, waves: false, among: residual.unknownTerms)
          let others = max(4 * residual.known(isEquation: true), reaction)
          let size = others > 64 * leading ? others : leading
          return size > 0 && size.isFinite ? rounded(size) : 1
        }
      })
  }

  /// The size that each unknown has by construction where the network gives 0.
  private static func valuesByConstruction(_ problem: Problem<E>) throws -> [Double] {
    let unknowns = Array(E.Unknown.allCases)
    let state = try problem.state(Dictionary(uniqueKeysWithValues: unknowns.map { ($0, Expr(0)) }))
    let values = unknowns.map { state[$0] }
    let layout = ParameterScope(trainables: problem.trainables)
    let points = try problem.collocationPoints(of: 0, count: 200, Sampling(), seed: 0)
    let program = try Program<Double>(values: values, axes: problem.region.axes, layout: layout.layout)
    let table = try program.values(
      at: points.table, parameters: problem.trainables.map(\.initialParameter), threads: 1)
    // As large as a wave of this mean square.
    return unknowns.indices.map { j in
      let squares = table.column(j).filter(\.isFinite).map { $0 * $0 }
      return (2 * squares.reduce(0, +) / Double(max(1, squares.count))).squareRoot()
    }
  }

  /// Steps 1 and 2. A source says least, since its features may be much smaller than the domain: it counts where it says much more than
  /// the conditions.
  private mutating func balanceKnownTerms() {
    for j in sizes.indices {
      func balance(_ laws: some Collection<[SizedResidual]>, isEquation: Bool) -> Double {
        laws.joined().filter { $0.unknowns == [j] }.map {
          $0.balance(of: j, sizes, with: $0.known(isEquation: isEquation))
        }.max() ?? 0
      }
      sizes[j] = max(sizes[j], balance(laws.dropFirst(), isEquation: false))
      let bySource = balance(laws.prefix(1), isEquation: true)
      if bySource > 32 * sizes[j] { sizes[j] = bySource }
    }
  }

  /// Step 3.
  private mutating func balanceUnknownTerms() {
    // First only where all other unknowns are settled.
    for isStrict in [true, false] {
      while true {
        let missing = sizes.indices.filter { sizes[$0] == 0 }
        var found = sizes
        for j in missing {
          for residual in laws[0] where residual.unknowns.contains(j) {
            if isStrict, residual.unknowns.contains(where: { $0 != j && sizes[$0] == 0 }) { continue }
            let others = residual.size(sizes, waves: true, among: residual.terms(without: j))
            // Products of several waves are rarely largest at one place.
            if others > 0 { found[j] = max(found[j], residual.balance(of: j, sizes, with: 0.5 * others)) }
          }
        }
        if found == sizes { break }
        sizes = found
      }
    }
  }

  /// Values of an unknown that differ by little of what they are vary around their middle, if nothing else makes the unknown vary:
  /// no source, no flux, and no reaction, which may take it far away from where it starts.
  private mutating func findShifts() {
    for j in sizes.indices where !laws[0].contains(where: { $0.reacts(to: j) }) {
      var (values, least) = ([Double](), 0.0)
      for (c, law) in laws.enumerated() {
        for residual in law where residual.unknowns.contains(j) {
          if c > 0, residual.unknowns == [j], let given = residual.givenValues {
            values += given
          } else {
            let others = c > 0 ? 0 : residual.size(sizes, waves: true, among: residual.terms(without: j, known: false))
            least = max(
              least, residual.balance(of: j, sizes, with: max(others, residual.known(isEquation: c == 0))))
          }
        }
      }
      guard let low = values.min(), let high = values.max() else { continue }
      let (middle, half) = (0.5 * (low + high), 0.5 * (high - low))
      if half > 0, max(half, least) < 0.1 * abs(middle) { (shifts[j], sizes[j]) = (middle, max(half, least)) }
    }
  }

  /// Step 4.
  private mutating func findRest() {
    guard isInTime else { return }
    for residual in laws[0] where residual.unknowns.count == 1 {
      let j = residual.unknowns[0]
      guard sizes[j] > 0, shifts[j] == 0, let now = residual.reaction(j, sizes[j]), now != 0 else { continue }
      for exponent in 1...20 {
        let size = sizes[j] * Double(sign: .plus, exponent: exponent, significand: 1)
        guard let then = residual.reaction(j, size) else { break }
        if then == 0 || (then < 0) != (now < 0) {
          sizes[j] = size
          break
        }
      }
    }
  }
}
