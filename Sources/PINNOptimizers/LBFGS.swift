// L-BFGS: the inverse Hessian from the last few steps, never formed.

import PINNCore

/// Limited-memory BFGS with a strong-Wolfe line search.
public typealias LBFGS = QuasiNewton<LimitedMemory>

extension QuasiNewton where Model == LimitedMemory {
  /// L-BFGS with the given number of pairs kept and settings.
  public init(
    memory: Int = LimitedMemory().capacity, lineSearch: WolfeLineSearch = WolfeLineSearch(),
    gradientTolerance: Double = 1e-14,
    decreaseTolerance: Double = 1e-13
  ) {
    self.init(
      model: LimitedMemory(memory), lineSearch: lineSearch, gradientTolerance: gradientTolerance,
      decreaseTolerance: decreaseTolerance)
  }
}

/// BFGS's approximation of the inverse Hessian from the last pairs s = x_{k+1} - x_k, y = g_{k+1} - g_k, started from
/// (s.y / y.y) I: the two-loop recursion, algorithm 7.4 of Nocedal & Wright, "Numerical Optimization", 2nd ed., Springer 2006,
/// doi:10.1007/978-0-387-40065-5. Memory and work grow with the number of pairs times that of parameters.
public struct LimitedMemory: InverseHessian {
  /// The number of pairs kept.
  public let capacity: Int
  // Each pair is a row in one flat array, the oldest overwritten first.
  private var dimension = 0
  private var steps: [Double] = []
  private var changes: [Double] = []
  private var products: [Double] = []
  private var first = 0
  private var count = 0

  /// A memory of `capacity` pairs.
  public init(_ capacity: Int = 50) { self.capacity = capacity }

  /// "L-BFGS" with its memory.
  public var name: String { "L-BFGS (memory \(capacity))" }

  /// Whether there are no pairs yet.
  public var isIdentity: Bool { count == 0 }

  /// Throws `ProblemError` for a memory below 1.
  public func validate() throws {
    guard capacity > 0 else { throw ProblemError("L-BFGS needs a memory of at least 1 pair, not \(capacity)") }
  }

  /// No pairs.
  public mutating func reset(dimension: Int) {
    self.dimension = dimension
    steps = Array(repeating: 0, count: capacity * dimension)
    changes = steps
    products = Array(repeating: 0, count: capacity)
    (first, count) = (0, 0)
  }

  /// Adds a pair, in place of the oldest if the memory is full.
  public mutating func update(_ pair: SecantPair) {
    let slot = (first + count) % capacity
    for i in 0..<dimension {
      steps[slot * dimension + i] = pair.step[i]
      changes[slot * dimension + i] = pair.change[i]
    }
    products[slot] = pair.product
    if count < capacity { count += 1 } else { first = (first + 1) % capacity }
  }

  /// The pairs.
  public mutating func carryState(through archive: inout OptimizerArchive) throws {
    try archive.carry("pair steps", &steps)
    try archive.carry("pair changes", &changes)
    try archive.carry("pair products", &products)
    try archive.carry("first pair", &first, in: 0...max(0, capacity - 1))
    try archive.carry("pairs", &count, in: 0...capacity)
  }

  /// H v, the two-loop recursion.
  public func product(_ v: [Double]) -> [Double] {
    guard count > 0 else { return v }
    let n = dimension
    let slots = (0..<count).map { (first + $0) % capacity }
    var result = v
    var factors = products
    steps.withUnsafeBufferPointer { s in
      changes.withUnsafeBufferPointer { y in
        result.withUnsafeMutableBufferPointer { v in
          guard let s = s.baseAddress, let y = y.baseAddress, let v = v.baseAddress else { return }
          for slot in slots.reversed() {
            factors[slot] = dot(s + slot * n, v, n) / products[slot]
            add(-factors[slot], y + slot * n, to: v, n)
          }
          let newest = slots[slots.count - 1]
          let scale = products[newest] / dot(y + newest * n, y + newest * n, n)
          for i in 0..<n { v[i] *= scale }
          for slot in slots {
            add(factors[slot] - dot(y + slot * n, v, n) / products[slot], s + slot * n, to: v, n)
          }
        }
      }
    }
    return result
  }
}
