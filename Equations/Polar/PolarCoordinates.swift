// Polar and cylindrical coordinates.

import PINNCore

extension Axis {
  /// The distance r > 0 from the origin or the axis.
  public static let r = Axis("r")
  /// The angle phi around the origin. (`theta` is the direction in parameter space.)
  public static let phi = Axis("phi")
}

/// Which coordinates a field depends on besides time. All are singular at r = 0: keep points away from there.
public enum PolarCoordinates: Sendable {
  /// The distance r from the origin of the plane, or from an axis in space.
  case radial
  /// The distance r and the angle phi in the plane.
  case polar
  /// The distance r from an axis and the place z along it: axisymmetric fields in space.
  case axisymmetric
  /// The distance r from the origin of space.
  case spherical

  /// r; r, phi; r, z; r.
  public var axes: [Axis] {
    switch self {
    case .radial, .spherical: [.r]
    case .polar: [.r, .phi]
    case .axisymmetric: [.r, .z]
    }
  }

  /// The Laplacian of u: u_rr + u_r / r, and u_phiphi / r^2 or u_zz; u_rr + 2 u_r / r from the origin of space.
  public func laplacian(_ u: Expr) -> Expr {
    let r = Expr.coordinate(.r)
    switch self {
    case .radial: return u[.r, .r] + u[.r] / r
    case .polar: return u[.r, .r] + u[.r] / r + u[.phi, .phi] / pow(r, 2)
    case .axisymmetric: return u[.r, .r] + u[.r] / r + u[.z, .z]
    case .spherical: return u[.r, .r] + 2 * u[.r] / r
    }
  }
}
