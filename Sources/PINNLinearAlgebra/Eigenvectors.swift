// Small dense matrices in row-major arrays: products and the eigenvectors of symmetric ones.

#if canImport(CAccelerate)
  import CAccelerate
#else
  import COpenBLAS
#endif

/// op(a) op(b), [rows, columns], with `inner` summed over; op transposes where asked to.
public func product(
  _ a: [Double], transposed ta: Bool, _ b: [Double], transposed tb: Bool, rows: Int, columns: Int, inner: Int
) -> [Double] {
  precondition(
    a.count == rows * inner && b.count == inner * columns,
    "factors of [\(rows), \(inner)] and [\(inner), \(columns)], not \(a.count) and \(b.count) entries")
  useOneBLASThread()
  var result = [Double](repeating: 0, count: rows * columns)
  guard !result.isEmpty, inner > 0 else { return result }
  cblas_dgemm(
    CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, .init(rows), .init(columns),
    .init(inner), 1, a, .init(ta ? rows : inner), b, .init(tb ? inner : columns), 0, &result, .init(columns))
  return result
}

/// The eigenvectors of a symmetric matrix [count, count], one a row, by ascending eigenvalue; nil where the matrix isn't finite.
public func eigenvectors(ofSymmetric a: [Double], count: Int) -> [Double]? {
  precondition(a.count == count * count, "a matrix [\(count), \(count)], not \(a.count) entries")
  guard count > 0, a.allSatisfy(\.isFinite) else { return count == 0 ? [] : nil }
  useOneBLASThread()
  var (n, work, iwork, info) = (Int32(count), Int32(-1), Int32(-1), Int32(0))
  var integers: [Int32] = [0]
  var (stride, vectors, values, numbers) = (n, a, [Double](repeating: 0, count: count), [0.0])
  // First asks how much memory it needs. A column of LAPACK's is a row here.
  dsyevd_("V", "U", &n, &vectors, &stride, &values, &numbers, &work, &integers, &iwork, &info)
  (work, iwork) = (.init(numbers[0]), integers[0])
  numbers = Array(repeating: 0, count: Int(work))
  integers = Array(repeating: 0, count: Int(iwork))
  dsyevd_("V", "U", &n, &vectors, &stride, &values, &numbers, &work, &integers, &iwork, &info)
  return info == 0 ? vectors : nil
}
