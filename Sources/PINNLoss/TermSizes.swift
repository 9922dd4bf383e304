// How large the terms of a law are: what its residuals are to be compared with.

import PINNCore

/// What a residual is compared with: sum |t| over its terms t, but no less than a hundredth of what the terms would be if each derivative
/// were as large as a change by the unknown's own size over the whole domain. Where all terms of a law vanish, as those of a uniform flow
/// do, what is left is then not taken for the whole.
enum TermSizes {
  /// sum |t|, and the least size, of each of a condition's residuals, with its unknowns at the given places. Unknowns are terms as a
  /// whole, whatever they are made of.
  static func formulas<Unknown: UnknownName>(
    of condition: Condition<Unknown>, at places: [State<Unknown>], normalAxes: [Axis],
    extents: [(axis: Axis, length: Double)]
  ) -> [(size: Expr, least: Expr)] {
    let law = SymbolicLaw(condition, sides: places.count, normalAxes: normalAxes)
    func solved(_ formula: Expr) -> Expr { law.replacing(in: formula) { places[$0][$1] } }
    return law.residuals.map { _, residual in
      let coarse = residual.summands.map { abs(withoutDerivatives($0, extents)) }
      return (
        solved(residual.sizeOfTerms), solved(0.01 * coarse.dropFirst().reduce(coarse[0], +))
      )
    }
  }

  /// The expression with d/dx replaced by a division by the domain's extent along x.
  static func withoutDerivatives(_ term: Expr, _ extents: [(axis: Axis, length: Double)]) -> Expr {
    term.rewritten { original, rebuilt in
      guard case .derivative = original.node.kind, case .derivative(let u, let axes, _) = rebuilt.node.kind else {
        return rebuilt
      }
      let volume = axes.reduce(1.0) { volume, axis in volume * (extents.first { $0.axis == axis }?.length ?? 1) }
      return Expr(u) * (1 / volume)
    }
  }

  /// The expression with components of the normal replaced by 1.
  static func withoutNormals(_ expression: Expr) -> Expr {
    expression.rewritten { original, rebuilt in
      guard case .datum(let column) = original.node.kind, column.isNormal else { return rebuilt }
      return 1
    }
  }
}
