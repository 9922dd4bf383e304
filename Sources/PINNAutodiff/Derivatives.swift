// Derivatives as people write them: u[.t], u[.x, .x], diff(u, .x, .x, .t), laplacian(u, over: .x, .y). Each is a symbol
// until a program is compiled, which sees all of them at once and plans what to compute (see Streams.swift).

/// How derivatives by coordinates are expanded.
public enum DerivativeMode: Hashable, Sendable {
  /// The cheapest plan.
  case automatic
  /// Taylor mode: one stream for each multi-index that is needed, and for those below it.
  case taylor
  /// Reverse mode applied once for each order: what nested `autograd.grad` calls do elsewhere.
  case nestedReverse
}

extension Expr {
  /// The partial derivative along the axes, of every component: `u[.x, .x, .t]` is d^3 u / dx^2 dt.
  public subscript(axes: Axis...) -> Expr { diff(self, axes) }
}

/// The partial derivative of every component along `axes`, one order for each: `diff(u, .x, .x, .t)` is d^3 u / dx^2 dt.
public func diff(_ u: Expr, _ axes: Axis..., mode: DerivativeMode = .automatic) -> Expr {
  diff(u, axes, mode: mode)
}

/// The partial derivative of every component along `axes`, one order for each.
public func diff(_ u: Expr, _ axes: [Axis], mode: DerivativeMode = .automatic) -> Expr {
  guard !axes.isEmpty else { return u }
  if case .derivative(let base, let inner, let innerMode) = u.node.kind, innerMode == mode {
    return Expr(.derivative(base, (inner + axes).sorted(), mode), width: u.width)
  }
  return Expr(.derivative(u.node, axes.sorted(), mode), width: u.width)
}

/// The gradient of a scalar: (du/da for a in axes), width axes.count.
public func gradient(_ u: Expr, over axes: Axis...) -> Expr { concatenate(axes.map { diff(u, [$0]) }) }

/// The Jacobian of a vector u of width m: rows are components, columns axes; [m][axes.count].
public func jacobian(_ u: Expr, over axes: Axis...) -> [[Expr]] {
  u.components.map { component in axes.map { diff(component, [$0]) } }
}

/// The Hessian of a scalar: [axes.count][axes.count], symmetric.
public func hessian(_ u: Expr, over axes: Axis...) -> [[Expr]] {
  axes.map { a in axes.map { b in diff(u, [a, b]) } }
}

/// The Laplacian: the sum of u[a, a] over the axes.
public func laplacian(_ u: Expr, over axes: Axis...) -> Expr { laplacian(u, over: axes) }

/// The Laplacian: the sum of u[a, a] over the axes.
public func laplacian(_ u: Expr, over axes: [Axis]) -> Expr {
  guard let first = axes.first else { return .invalid("a Laplacian needs at least one axis", width: u.width) }
  return axes.dropFirst().reduce(diff(u, [first, first])) { $0 + diff(u, [$1, $1]) }
}

/// The divergence of a vector field: the sum of d(field[i])/d(axes[i]).
public func divergence(_ field: [Expr], over axes: [Axis]) -> Expr {
  guard field.count == axes.count, let (u, a) = zip(field, axes).first(where: { _ in true }) else {
    return .invalid("a divergence over \(axes.count) axes needs as many components, not \(field.count)")
  }
  return zip(field, axes).dropFirst().reduce(diff(u, [a])) { $0 + diff($1.0, [$1.1]) }
}
