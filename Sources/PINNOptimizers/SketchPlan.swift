// Whether a damped Gauss-Newton step is cheaper by a sketch than by its matrix, and how large the sketch has to be.

import Foundation
import PINNCore
import PINNLinearAlgebra

/// What a step found out about its system and the next one is planned by.
package struct SpectrumEstimate: Sendable, Equatable {
  /// The effective dimension tr(J^T J (J^T J + lambda I)^-1); 0 if it isn't known.
  package var dimension = 0.0
  /// The largest diagonal entry of J^T J; 0 if it isn't known.
  package var scale = 0.0

  /// An estimate of a system.
  package init(dimension: Double = 0, scale: Double = 0) { (self.dimension, self.scale) = (dimension, scale) }

  /// After a step that found out nothing. A dimension that was once too large for a sketch is tried again some day.
  package mutating func age() { dimension *= 0.98 }

  mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("effective dimension", &dimension)
    try archive.carry("scale", &scale)
  }
}

/// How large a sketch is, and how J is stored.
package struct SketchPlan: Equatable {
  /// Columns of the sketch.
  package let size: Int
  /// How J is stored.
  package let precision: BlockedMatrix.Precision
  /// Bytes of J.
  let bytes: Double

  /// Columns of a sketch for each effective dimension: fewer take more iterations.
  private static let oversampling = 2.0
  /// Where there is no estimate, this share of J's smaller extent stands for the effective dimension.
  private static let guess = 0.125
  /// Below this share of the scale, rounding errors drown the sketch's inverse.
  private static let leastDamping = 1e-13
  /// Down to this share J may be in single precision: its errors, 3e-8 of its entries, are below a hundredth of sqrt(lambda).
  private static let leastDampingInSingle = 1e-10
  /// Smaller systems aren't worth it.
  private static let leastExtent = 640
  /// How often a step reads J and the sketch: some ten times for the step itself, twice that for its acceleration.
  private static let readings = 32.0
  /// Floating-point operations of products of matrices in the time that a byte takes from memory.
  private static let operationsPerByte = 4.0
  /// J may take a gibibyte, and no more than a quarter of the machine's memory.
  private static let memory = min(0x1p30, 0.25 * Double(ProcessInfo.processInfo.physicalMemory))

  /// The plan for n parameters and m residuals. Nil if `space` says so, if the damping is too small for a sketch or, unless a sketch
  /// is asked for, if the system's matrix costs less. `speedup` is that of products up to a tolerance.
  package init?(
    parameters n: Int, residuals m: Int, damping: Double, estimate: SpectrumEstimate, space: SolutionSpace,
    speedup: Double = toleranceSpeedup
  ) {
    let extent = min(n, m)
    guard space == .automatic || space == .sketched, extent > 0 else { return nil }
    guard Self.isPossible(damping: damping, scale: estimate.scale) else { return nil }
    let dimension = estimate.dimension > 0 ? estimate.dimension : Self.guess * Double(extent)
    size = Int(min(Double(extent), Self.oversampling * dimension + Double(BlockedMatrix.width)))
    precision = damping >= Self.leastDampingInSingle * estimate.scale ? .single : .double
    bytes = Double(BlockedMatrix.bytes(rows: n, blocks: m / BlockedMatrix.width + 1, precision))
    if space == .sketched { return }
    guard extent >= Self.leastExtent, bytes <= Self.memory else { return nil }
    let (n, m, k, s) = (Double(n), Double(m), Double(extent), Double(size))
    let byMatrix = (k * k * max(n, m) + k * k * k / 3) / speedup
    let readBytes = bytes + 8 * (2 * n * s + s * s)
    let bySketch = (s * s * n + s * s * s / 3) / speedup + Self.readings * Self.operationsPerByte * readBytes
    guard bySketch < 0.8 * byMatrix else { return nil }
  }

  /// Whether a sketch solves systems with this damping.
  static func isPossible(damping: Double, scale: Double) -> Bool { damping >= leastDamping * scale }
}
