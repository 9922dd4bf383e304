// Conjugate gradients with a preconditioner, for systems that are known by their products with vectors.

/// An approximate solution x of A x = b for symmetric positive definite A and M, from x = 0: the iteration of Hestenes & Stiefel 1952,
/// doi:10.6028/jres.049.044, in the norm of M^-1 (Saad 2003, algorithm 9.1). It ends when the residual r = b - A x has fallen to
/// r . M^-1 r <= tolerance^2 `energy`, after `limit` iterations, or where rounding has spoilt the directions. `energy` is
/// b . M^-1 b unless it is given; it is returned.
///
/// x minimises x . A x / 2 - b . x in the space that has been searched, so it is a direction of descent however early it ends.
package func conjugateGradients(
  _ b: [Double], tolerance: Double, energy: Double? = nil, limit: Int, product: ([Double]) -> [Double],
  preconditioner: ([Double]) -> [Double]
) -> (x: [Double], iterations: Int, isConverged: Bool, energy: Double) {
  var (x, residual) = ([Double](repeating: 0, count: b.count), b)
  var direction = preconditioner(residual)
  var size = dot(residual, direction)
  let energy = energy ?? size
  let aim = tolerance * tolerance * energy
  for iteration in 0..<limit {
    guard size > aim else { return (x, iteration, size >= 0, energy) }
    let image = product(direction)
    let curvature = dot(direction, image)
    guard curvature > 0, curvature.isFinite else { return (x, iteration, false, energy) }
    let length = size / curvature
    for i in b.indices {
      x[i] += length * direction[i]
      residual[i] -= length * image[i]
    }
    let next = preconditioner(residual)
    let nextSize = dot(residual, next)
    let ratio = nextSize / size
    for i in b.indices { direction[i] = next[i] + ratio * direction[i] }
    size = nextSize
  }
  return (x, limit, size <= aim, energy)
}
