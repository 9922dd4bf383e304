// Why a lid that moves over a cavity is hard: in the upper corners the velocity jumps, and no network follows. Near a
// corner the flow is that of a plate scraped along another (Taylor 1962; Batchelor, An Introduction to Fluid Dynamics,
// 1967, sec. 4.8, doi:10.1017/CBO9780511800955), which is known in closed form and can be taken out of the network's
// task.

import PINN

/// Slow viscous flow in a right angle, one side of which slides along itself with speed 1: psi = r f(theta),
/// f = B sin theta + (C cos theta + D sin theta) theta, with velocity (f', -f) along r and theta, and pressure
/// 2 nu / r (C cos theta + D sin theta).
struct CornerFlow {
  /// The velocity along the sliding side and away from it.
  let velocity: (along: Expr, away: Expr)
  let pressure: Expr
  /// The distance from the corner.
  let radius: Expr

  /// At the distance `x` along the sliding side, in its direction of motion, and `y` away from it.
  init(x: Expr, y: Expr, viscosity: Double) {
    // Never 0, so that the fields are finite numbers in the corner itself.
    let radius = sqrt(x * x + y * y + 1e-24)
    let (cosine, sine) = (x / radius, y / radius)
    let angle = 2.0 * atan(y / (radius + x))
    let c = 4 / (4 - Double.pi * .pi)
    let (b, d) = (1 - c, c * .pi / 2)
    let swirl = c * cosine + d * sine
    let f = b * sine + swirl * angle
    let slope = b * cosine + swirl + (d * cosine - c * sine) * angle
    velocity = (slope * cosine + f * sine, slope * sine - f * cosine)
    pressure = 2 * viscosity * swirl / radius
    self.radius = radius
  }

  /// The flows in the left and the right upper corner of the unit square, whose lid moves to the right.
  static func underLid(viscosity: Double) -> (left: CornerFlow, right: CornerFlow) {
    let (x, y) = (Expr.coordinate(.x), Expr.coordinate(.y))
    return (CornerFlow(x: x, y: 1 - y, viscosity: viscosity), CornerFlow(x: 1 - x, y: 1 - y, viscosity: viscosity))
  }
}
