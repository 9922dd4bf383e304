// Noise on measurements, to see what it does to an inverse problem.

extension PointSet {
  /// The same points with independent normal noise on the named data columns, of a standard deviation of `share` times
  /// that of the column. Equal seeds give equal noise on columns of one name, independent of that on other columns and of all
  /// else that is drawn for the seed. Throws `ProblemError` for a column that isn't there and a share that isn't a finite number of
  /// at least 0.
  public func addingNoise(_ share: Double, to columns: Column..., seed: UInt64 = 0) throws -> PointSet {
    guard share >= 0, share.isFinite else {
      throw ProblemError("the share of noise must be a finite number of at least 0, not \(share)")
    }
    var noisy = self
    for name in columns {
      guard let column = data[name] else {
        throw ProblemError(
          "there is no data column '\(name)', but \(data.keys.sorted().map(\.description).joined(separator: ", "))")
      }
      var rng = RandomStream(seed: seed, for: StreamKey(.noise, of: "\(name)"))
      let mean = column.reduce(0, +) / Double(column.count)
      let deviation = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)).squareRoot()
      noisy.data[name] = column.map { $0 + share * deviation * rng.normal() }
    }
    return noisy
  }
}
