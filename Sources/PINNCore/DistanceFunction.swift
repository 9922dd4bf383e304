// Distances as formulas, for conditions that hold by construction: u = g + distance * network is g on the boundary whatever the
// network says. They are approximate (right to first order at the boundary) in exchange for being smooth, and are put together
// by R-functions: Rvachev et al.; Sukumar & Srivastava, "Exact imposition of boundary conditions with distance functions in
// physics-informed deep neural networks", Comput. Methods Appl. Mech. Eng. 389 (2022) 114333, doi:10.1016/j.cma.2021.114333.

/// Formulas that combine functions like sets: a function stands for the set where it is positive.
public enum RFunction {
  /// f + g - sqrt(f^2 + g^2): positive where both are, 0 on the boundary of that set; smooth but where both are 0.
  /// For functions that are nowhere negative it is 0 where either is.
  public static func and(_ f: Expr, _ g: Expr) -> Expr { f + g - sqrt(f * f + g * g) }

  /// f + g + sqrt(f^2 + g^2): positive where either is, 0 on the boundary of that set; smooth but where both are 0.
  public static func or(_ f: Expr, _ g: Expr) -> Expr { f + g + sqrt(f * f + g * g) }

  /// The distance from the part of {f = 0} where t >= 0: sqrt(f^2 + (sqrt(t^2 + f^4) - t)^2 / 4), positive elsewhere.
  public static func trimmed(_ f: Expr, to t: Expr) -> Expr {
    let square = f * f
    let excess = sqrt(t * t + square * square) - t
    return sqrt(square + 0.25 * excess * excess)
  }
}

/// How far a boundary piece is, as formulas over the coordinates of a point.
public struct PieceDistance: Sendable {
  /// 0 on the piece and positive in the rest of the region; smooth inside. Throws `ProblemError` if there is none.
  public let carrier: @Sendable ([Expr]) throws -> Expr
  /// Positive where the points with carrier 0 belong to the piece, negative where they don't; nil if all do, in all of space.
  public let extent: (@Sendable ([Expr]) throws -> Expr)?

  /// A distance of the given carrier and extent.
  public init(
    carrier: @escaping @Sendable ([Expr]) throws -> Expr, extent: (@Sendable ([Expr]) throws -> Expr)? = nil
  ) {
    self.carrier = carrier
    self.extent = extent
  }

  /// A formula that is 0 on the piece and positive everywhere else, also outside the region.
  public func everywhere(_ point: [Expr]) throws -> Expr {
    let f = try carrier(point)
    return try extent.map { RFunction.trimmed(f, to: try $0(point)) } ?? abs(f)
  }
}

extension Region {
  /// A formula over the region's coordinates that is 0 on the named boundary pieces, positive at all other points of the
  /// region, smooth inside, and in first order the distance near a piece: `u = g + distance * network` has the value g there.
  ///
  /// Throws `ProblemError` for a piece that doesn't exist or has no such formula, and if none is named.
  public func distanceFunction(to names: [Piece]) throws -> Expr {
    let point = axes.map { Expr.coordinate($0) }
    let distances = try names.map { name in
      guard let piece = boundaryPiece(name) else {
        let all = boundary.map { "'\($0.name)'" }.joined(separator: ", ")
        throw ProblemError("'\(name)' is no boundary piece of \(self), which has \(all.isEmpty ? "none" : all)")
      }
      guard let distance = piece.distance else {
        throw ProblemError(
          "no formula is known for the distance from '\(name)' of \(self); impose its conditions as terms of the loss")
      }
      return try distance.carrier(point)
    }
    guard let first = distances.first else {
      throw ProblemError("a distance function needs at least one boundary piece of \(self) to vanish on")
    }
    return distances.dropFirst().reduce(first, RFunction.and)
  }
}
