// Derivatives as people write them: u[.t], u[.x, .x], diff(u, .x, .x, .t), laplacian(u, over: .x, .y). Each is a symbol
// until a program is compiled, which sees all of them at once and plans what to compute (see Streams.swift).

/// How derivatives by coordinates are expanded.
public enum DerivativeMode: Hashable, Sendable {
  /// The cheapest of `taylor`, `collapsed` and, where all derivatives are of first order, `nestedReverse`, counted by
  /// multiplications; `Program.plan` says which.
  case automatic
  /// Taylor mode: one stream for each multi-index that is needed, and for those below it.
  case taylor
  /// Taylor mode in which sums of derivatives with constant coefficients are one stream, such as the Laplacian ("forward
  /// Laplacian") or u_t - nu u_xx.
  case collapsed
  /// Forward mode applied once for each order: what nested `jvp` calls do elsewhere.
  case nestedForward
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
  guard axes.count <= 32 else {
    return .invalid("a derivative of order \(axes.count) is above the highest order, 32", width: u.width)
  }
  if case .derivative(let base, let inner, let innerMode) = u.node.kind, innerMode == mode {
    return Expr(.derivative(base, (inner + axes).sorted(), mode), width: u.width)
  }
  return Expr(.derivative(u.node, axes.sorted(), mode), width: u.width)
}

/// Reverse mode with given cotangents: sum_j cotangents[j] * d outputs[j] / d axis, where the cotangents count as constants.
/// With all cotangents 1 this is what `backward(torch.ones_like(y))` leaves in `x.grad`.
public func pullback(_ outputs: [Expr], cotangents: [Expr], along axis: Axis) -> Expr {
  guard outputs.count == cotangents.count, !outputs.isEmpty,
    zip(outputs, cotangents).allSatisfy({ $0.width == $1.width })
  else {
    return .invalid("a pullback needs a cotangent of the same width for each of its \(outputs.count) outputs")
  }
  return Expr(.pullback(outputs.map(\.node), cotangents: cotangents.map(\.node), axis), width: 1)
}

/// The derivative of `u` along a direction with constant components: sum_a direction[a] u_a.
public func directionalDerivative(_ u: Expr, along direction: KeyValuePairs<Axis, Double>) -> Expr {
  guard let first = direction.first else { return .invalid("a direction needs at least one component", width: u.width) }
  return direction.dropFirst().reduce(first.value * diff(u, [first.key])) { $0 + $1.value * diff(u, [$1.key]) }
}

/// The curl of a vector field in three dimensions: (w_y - v_z, u_z - w_x, v_x - u_y) over the axes (x, y, z).
public func curl(_ field: [Expr], over axes: [Axis] = [.x, .y, .z]) -> [Expr] {
  guard field.count == 3, axes.count == 3 else {
    return Array(repeating: .invalid("a curl needs three components and three axes"), count: 3)
  }
  return (0..<3).map { i in
    let (j, k) = ((i + 1) % 3, (i + 2) % 3)
    return diff(field[k], [axes[j]]) - diff(field[j], [axes[k]])
  }
}

/// The scalar curl v_x - u_y of a plane vector field (u, v): the vorticity.
public func planeCurl(_ u: Expr, _ v: Expr, over x: Axis = .x, _ y: Axis = .y) -> Expr { diff(v, [x]) - diff(u, [y]) }

/// The Laplacian of the Laplacian: the sum of u[a, a, b, b] over all pairs of axes.
public func biLaplacian(_ u: Expr, over axes: Axis...) -> Expr { laplacian(laplacian(u, over: axes), over: axes) }

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
