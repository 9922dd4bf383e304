// Conditions that hold by construction: u = g + d * network has the value g wherever d vanishes, whatever the network
// says, so that the condition needs no points, no weight and no term of the loss.
//
// Lagaris, Likas, Fotiadis, IEEE Trans. Neural Netw. 9 (1998) 987-1000, doi:10.1109/72.712178; Sukumar & Srivastava,
// Comput. Methods Appl. Mech. Eng. 389 (2022) 114333, doi:10.1016/j.cma.2021.114333.

/// A value that an unknown has on some boundary pieces exactly.
public struct EnforcedCondition<Unknown: UnknownName>: Sendable {
  /// The unknown.
  public let unknown: Unknown
  /// The boundary pieces.
  public let pieces: [Piece]
  /// The value there, a formula over the coordinates that makes sense in the whole region.
  public let value: @Sendable (State<Unknown>) -> Expr

  /// unknown = value on boundary pieces.
  public init(_ unknown: Unknown, on pieces: [Piece], value: @escaping @Sendable (State<Unknown>) -> Expr) {
    self.unknown = unknown
    self.pieces = pieces
    self.value = value
  }

  /// unknown = value on the named boundary pieces.
  public static func dirichlet(
    _ unknown: Unknown, on pieces: Piece..., value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> EnforcedCondition {
    EnforcedCondition(unknown, on: pieces, value: value)
  }

  /// unknown = value at the start of a space-time region, its piece "initial".
  public static func initial(
    _ unknown: Unknown, value: @escaping @Sendable (State<Unknown>) -> Expr
  ) -> EnforcedCondition {
    EnforcedCondition(unknown, on: [.initial], value: value)
  }

  /// "u on x=0, x=1"
  public var description: String { "\(unknown.rawValue) on \(pieces.map(\.description).joined(separator: ", "))" }
}

/// The map from a network's outputs to unknowns that have given values on boundary pieces.
///
/// For each unknown u = g + d N. The distance d is the product of those of all its pieces, divided by its largest value:
/// on boxes a polynomial, where R-conjunctions would put singular second derivatives into the corners. The data g are
/// the value of one condition if that meets the others too; otherwise the values are blended by w_i, proportional to the
/// product of the others' distances, which is 1 on the pieces of condition i and 0 on the others' (transfinite
/// interpolation, Sukumar & Srivastava, eq. 43).
package struct Enforcement<Unknown: UnknownName>: Sendable {
  private typealias Value = @Sendable (State<Unknown>) -> Expr
  private struct Part: Sendable {
    let value: Value
    /// One for each piece.
    let distances: [PieceDistance]

    func distance(_ point: [Expr]) throws -> Expr {
      let factors = try distances.map { try $0.carrier(point) }
      return factors.dropFirst().reduce(factors[0], *)
    }
  }

  private let axes: [Axis]
  private let parts: [Unknown: [Part]]
  private let largestDistances: [Unknown: Double]

  /// Throws `ProblemError` for pieces that don't exist, have no distance formula or are given two values, and for values
  /// that read data or axes that the region lacks.
  package init(_ conditions: [EnforcedCondition<Unknown>], on region: any Region) throws {
    axes = region.axes
    var parts: [Unknown: [Part]] = [:]
    var largestDistances: [Unknown: Double] = [:]
    for unknown in Unknown.allCases {
      let mine = conditions.filter { $0.unknown == unknown }
      guard !mine.isEmpty else { continue }
      let names = mine.flatMap(\.pieces).map { region.boundaryPiece($0)?.name ?? "\($0)" }
      if let (_, twice) = names.enumerated().first(where: { names[..<$0].contains($1) }) {
        throw ProblemError("'\(unknown.rawValue)' is given a value on '\(twice)' twice; enforce one of them")
      }
      let all = try mine.map { try Self.part($0, region) }
      parts[unknown] =
        try Self.leader(of: mine, all, region).map { leader in
          [Part(value: mine[leader].value, distances: all.flatMap(\.distances))]
        } ?? all
      largestDistances[unknown] = try Self.largestDistance(all, region)
    }
    self.parts = parts
    self.largestDistances = largestDistances
  }

  /// The unknowns at a point, from a network's outputs there.
  package func callAsFunction(_ outputs: [Unknown: Expr], side: Int) throws -> [Unknown: Expr] {
    let point = axes.map { Expr.coordinate($0, side: side) }
    let state = State<Unknown>(Self.symbols, side: side)
    var unknowns = outputs
    for (unknown, parts) in parts {
      let distances = try parts.map { try $0.distance(point) }
      let all = distances.dropFirst().reduce(distances[0], *)
      let network = outputs[unknown] ?? .symbol(unknown.rawValue)
      unknowns[unknown] =
        Self.blend(parts.map { $0.value(state) }, distances) + all / (largestDistances[unknown] ?? 1) * network
    }
    return unknowns
  }

  /// sum_i w_i values[i], w_i = prod_(j != i) d_j / sum_k prod_(j != k) d_j; the last value where several pieces meet.
  private static func blend(_ values: [Expr], _ distances: [Expr]) -> Expr {
    guard let last = values.last, values.count > 1 else { return values[0] }
    let products = distances.indices.map { i in
      distances.indices.filter { $0 != i }.dropFirst().reduce(distances[i == 0 ? 1 : 0]) { $0 * distances[$1] }
    }
    let total = products.dropFirst().reduce(products[0], +)
    // Where pieces meet all products vanish, and the last weight, what the others leave, is 1.
    let divisor = select(total - Double.leastNormalMagnitude, total, 1)
    return zip(products, values).dropLast().reduce(last) { $0 + $1.0 / divisor * ($1.1 - last) }
  }

  private static var symbols: [Unknown: Expr] {
    Dictionary(uniqueKeysWithValues: Unknown.allCases.map { ($0, Expr.symbol($0.rawValue)) })
  }

  private static func part(
    _ condition: EnforcedCondition<Unknown>, _ region: any Region
  ) throws -> Part {
    // For its checks, and what they say.
    _ = try region.distanceFunction(to: condition.pieces)
    let read = condition.value(.symbolic).dependencies
    let lacking = read.axes.subtracting(region.axes).sorted()
    guard lacking.isEmpty, read.data.isEmpty else {
      let names = (lacking.map(\.name) + read.data.sorted().map(\.description)).joined(separator: ", ")
      throw ProblemError(
        "the value enforced for \(condition.description) reads \(names), but it must be a formula over the coordinates "
          + "(\(region.axes.map(\.name).joined(separator: ", ")))")
    }
    return Part(
      value: condition.value,
      distances: condition.pieces.compactMap { region.boundaryPiece($0)?.distance })
  }

  /// The first condition whose value is that of all others on their pieces.
  private static func leader(
    of conditions: [EnforcedCondition<Unknown>], _ parts: [Part], _ region: any Region
  ) throws -> Int? {
    guard conditions.count > 1 else { return 0 }
    let values = conditions.map { $0.value(.symbolic) }
    // Values with trained coefficients in them can't be compared.
    guard let program = try? Program<Double>(values: values, axes: region.axes) else { return nil }
    var tables: [Tensor<Double>] = []
    for condition in conditions {
      let pieces = Set(condition.pieces.compactMap { region.boundaryPiece($0)?.name })
      let rows = region.boundary.filter { pieces.contains($0.name) }.flatMap { points(64, in: $0.region) }
      tables.append(try program.values(at: Tensor(rows: rows)))
    }
    return conditions.indices.first { leader in
      conditions.indices.allSatisfy { k in
        let (own, its) = (tables[k].column(k), tables[k].column(leader))
        let size = own.reduce(1) { max($0, abs($1)) }
        return zip(own, its).allSatisfy { abs($0 - $1) <= 1e-13 * size }
      }
    }
  }

  private static func largestDistance(_ parts: [Part], _ region: any Region) throws -> Double {
    let point = region.axes.map { Expr.coordinate($0) }
    let distances = try parts.map { try $0.distance(point) }
    let program = try Program<Double>(values: [distances.dropFirst().reduce(distances[0], *)], axes: region.axes)
    let largest = try program.values(at: Tensor(rows: points(512, in: region))).elements.max() ?? 0
    guard largest > 0, largest.isFinite else {
      throw ProblemError("the distance from the enforced pieces of \(region) is \(largest) everywhere")
    }
    return largest
  }

  private static func points(_ count: Int, in region: any Region) -> [[Double]] {
    var rng = RandomStream(seed: 0, for: StreamKey(.distances))
    return (0..<(region.dimension == 0 ? 1 : count)).map { _ in
      region.point(at: (0..<region.dimension).map { _ in rng.uniform() })
    }
  }
}
