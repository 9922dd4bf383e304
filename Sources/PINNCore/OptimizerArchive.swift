// What an optimiser or a weighting carries from step to step, by name: the seam through which checkpoints save and restore it.

/// Saves or restores what an optimiser or a weighting carries from step to step. One list of names serves both ways, so they can't disagree.
public struct OptimizerArchive: Sendable {
  /// The numbers saved, or to restore from, by name.
  public private(set) var arrays: [String: [Double]]
  /// Whose state is restored, for messages; nil while one is saved.
  private let owner: String?

  init() { (arrays, owner) = ([:], nil) }

  init(restoring arrays: [String: [Double]], of owner: String) { (self.arrays, self.owner) = (arrays, owner) }

  /// Saves or restores an array. Throws `ProblemError` for a saved one that is missing, or whose length is none of `counts`: the
  /// present one unless said otherwise.
  public mutating func carry(_ name: String, _ array: inout [Double], counts: [Int]? = nil) throws {
    guard let owner else {
      precondition(arrays.updateValue(array, forKey: name) == nil, "two parts of a state are called '\(name)'")
      return
    }
    guard let saved = arrays[name] else { throw ProblemError("the saved state of \(owner) lacks '\(name)'") }
    let counts = counts ?? [array.count]
    guard counts.contains(saved.count) else {
      let expected = counts.map(String.init).joined(separator: " or ")
      throw ProblemError("'\(name)' in the saved state of \(owner) has \(saved.count) numbers instead of \(expected)")
    }
    array = saved
  }

  /// Saves or restores a number, which may be infinite or NaN.
  public mutating func carry(_ name: String, _ number: inout Double) throws {
    var array = [number]
    try carry(name, &array)
    number = array[0]
  }

  /// Saves or restores a whole number below 2^53 in size. Throws `ProblemError` for a saved one outside of `range`.
  public mutating func carry(_ name: String, _ number: inout Int, in range: ClosedRange<Int> = 0...(1 << 53)) throws {
    var real = Double(number)
    try carry(name, &real)
    guard let whole = Int(exactly: real), range.contains(whole) else {
      let place = owner.map { " in the saved state of \($0)" } ?? ""
      throw ProblemError("'\(name)'\(place) is \(real), which it can't be")
    }
    number = whole
  }

  /// Saves or restores a yes or no.
  public mutating func carry(_ name: String, _ flag: inout Bool) throws {
    var number = flag ? 1 : 0
    try carry(name, &number, in: 0...1)
    flag = number == 1
  }
}

extension Optimizer {
  /// Everything that it carries from step to step, by name.
  public func state() throws -> [String: [Double]] {
    var (copy, archive) = (self, OptimizerArchive())
    try copy.carryState(through: &archive)
    return archive.arrays
  }

  /// Takes up a state that an optimiser of the same settings had, at a point of R^n with n = `count`: the steps that follow are
  /// those that would have followed there, bit for bit. Throws `ProblemError` for a state that doesn't fit, and stays as it is.
  public mutating func restore(_ state: [String: [Double]], count: Int) throws {
    guard let position = state["position"], position.count == count else {
      throw ProblemError("the saved state of '\(name)' has no 'position' of \(count) numbers")
    }
    var (copy, archive) = (self, OptimizerArchive(restoring: state, of: "'\(name)'"))
    copy.start(at: position)
    try copy.carryState(through: &archive)
    self = copy
  }
}
