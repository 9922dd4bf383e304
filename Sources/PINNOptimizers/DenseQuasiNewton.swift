// BFGS, self-scaled BFGS and self-scaled Broyden: the whole inverse Hessian, learnt step by step.
//
// With s, y, z = H y, b = s.H^-1 s / s.y and h = y.z / s.y, every update of the family is
//     H <- (H - z z^T / y.z + phi (y.z) v v^T) / tau + s s^T / s.y          v = s / s.y - z / y.z
// which satisfies H y = s whatever phi and tau. BFGS is phi = tau = 1. Al-Baali's self-scaling has tau = min(1, 1/b), and his
// Broyden update chooses phi = (1 - theta) / (1 + a theta) with a = b h - 1 > 0 between safeguards that keep H well conditioned.
// All are one pass over H, because the sum is (1/tau) H + s p^T + z q^T with p, q in the span of s and z.

import Foundation
import PINNCore
import PINNLinearAlgebra

/// Quasi-Newton descent with a dense inverse Hessian and a strong-Wolfe line search.
public typealias DenseQuasiNewton = QuasiNewton<DenseInverseHessian>

extension QuasiNewton where Model == DenseInverseHessian {
  /// The method of the given update.
  public init(
    _ update: DenseInverseHessian.Update = .ssbroyden, lineSearch: WolfeLineSearch = WolfeLineSearch(),
    gradientTolerance: Double = 1e-14, decreaseTolerance: Double = 1e-13
  ) {
    self.init(
      model: DenseInverseHessian(update), lineSearch: lineSearch, gradientTolerance: gradientTolerance,
      decreaseTolerance: decreaseTolerance)
  }
}

/// An inverse Hessian [n, n]: n^2 numbers of memory, three passes over half of them a step.
///
/// Urbán, Stefanou & Pons 2024, J. Comput. Phys. 523, 113656, doi:10.1016/j.jcp.2024.113656, after Al-Baali 1998, Comput. Optim.
/// Appl. 9, 191-203, doi:10.1023/A:1018315205474.
public struct DenseInverseHessian: InverseHessian {
  /// How H takes in a pair.
  public enum Update: String, Sendable {
    /// Broyden, Fletcher, Goldfarb, Shanno: phi = tau = 1.
    case bfgs
    /// The same with Al-Baali's scaling of H.
    case ssbfgs
    /// Al-Baali's scaled member of Broyden's family.
    case ssbroyden
  }

  /// How H takes in a pair.
  public let update: Update
  private var matrix: [Double] = []
  private var dimension = 0
  /// Whether H is the identity still.
  public private(set) var isIdentity = true

  /// A model with the given update.
  public init(_ update: Update = .ssbroyden) { self.update = update }

  /// "BFGS", "SSBFGS" or "SSBroyden".
  public var name: String {
    switch update {
    case .bfgs: "BFGS"
    case .ssbfgs: "SSBFGS"
    case .ssbroyden: "SSBroyden"
    }
  }

  /// There is nothing to refuse.
  public func validate() {}

  /// H = I.
  public mutating func reset(dimension: Int) {
    self.dimension = dimension
    matrix = []
    isIdentity = true
  }

  /// H v.
  public func product(_ v: [Double]) -> [Double] {
    isIdentity ? v : multiplySymmetric(matrix, count: dimension, v)
  }

  /// Takes in a pair.
  public mutating func update(_ pair: SecantPair) {
    let (s, y, sy) = (pair.step, pair.change, pair.product)
    let z = product(y)
    let yz = dot(y, z)
    guard yz > 0, yz.isFinite, sy.isFinite else { return }
    let (phi, tau) = coefficients(b: pair.modelCurvature / sy, h: yz / sy)
    if matrix.isEmpty {
      matrix = Array(repeating: 0, count: dimension * dimension)
      for i in 0..<dimension { matrix[i * dimension + i] = 1 }
    }
    isIdentity = false
    let ss = phi * yz / (tau * sy * sy) + 1 / sy
    let sz = -phi / (tau * sy)
    let zz = (phi - 1) / (tau * yz)
    let p = (0..<dimension).map { ss * s[$0] + sz * z[$0] }
    let q = (0..<dimension).map { sz * s[$0] + zz * z[$0] }
    updateLower(scale: 1 / tau, s, p, z, q)
  }

  /// The matrix.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("inverse Hessian is identity", &isIdentity)
    try archive.carry("inverse Hessian", &matrix, counts: isIdentity ? [0] : [dimension * dimension])
  }

  /// phi and tau. The first pair scales the identity to the Hessian it sees, tau = h / (1 + a theta).
  private func coefficients(b: Double, h: Double) -> (phi: Double, tau: Double) {
    let a = max(b * h - 1, 0)
    guard update == .ssbroyden, a > 0, b > 0 else {
      // Where s is parallel to H y (a = 0) all members are the same.
      if isIdentity { return (1, h) }
      return (1, update == .bfgs ? 1 : min(1, 1 / b))
    }
    // h (1 - sqrt(a / (1 + a))) without cancellation.
    let low = min(1, h / ((1 + a) * (1 + (a / (1 + a)).squareRoot())))
    let theta = max((low - 1) / a, min(1 / low, (1 - b) / b))
    let sigma = 1 + a * theta
    let phi = (1 - theta) / sigma
    if isIdentity { return (phi, h / sigma) }
    let spread = dimension > 1 ? pow(sigma, 1 / (1 - Double(dimension))) : 1
    let scaling = min(1, 1 / b)
    return (phi, theta <= 0 ? min(scaling * spread, sigma) : scaling * min(spread, 1 / theta))
  }

  /// H <- scale H + s p^T + z q^T in the lower triangle.
  private mutating func updateLower(scale: Double, _ s: [Double], _ p: [Double], _ z: [Double], _ q: [Double]) {
    let n = dimension
    matrix.withUnsafeMutableBufferPointer { h in
      p.withUnsafeBufferPointer { p in
        q.withUnsafeBufferPointer { q in
          guard let h = h.baseAddress, let p = p.baseAddress, let q = q.baseAddress else { return }
          for i in 0..<n {
            let (row, a, b) = (h + i * n, s[i], z[i])
            for j in 0...i { row[j] = scale * row[j] + a * p[j] + b * q[j] }
          }
        }
      }
    }
  }
}
