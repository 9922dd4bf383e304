// Gram matrices and Cholesky factors in blocks of our own against plain calls of the BLAS and LAPACK on one thread: the price of
// having the same bits with any number of threads. Processor time is compared, the least of several runs in turn; on a busy
// machine it takes more of them, and `make test` runs this suite by itself.

#if os(Linux)
  import COpenBLAS
  import Glibc
  import PINNLinearAlgebra
  import PINNTensor
  import Testing

  @Suite(.serialized) struct SpeedTests {
    @Test(arguments: [500, 900, 1_341])
    func blocksCostLittle(_ n: Int) {
      let columns = 3 * n
      var rng = RandomStream(seed: 7, for: "test")
      let a = (0..<n * columns).map { _ in rng.uniform() - 0.5 }
      let matrix = SymmetricMatrix(count: n)
      var plain = [Double](repeating: 0, count: n * n)
      var (gram, syrk, factor, potrf) = (Double.infinity, Double.infinity, Double.infinity, Double.infinity)
      var tolerant = Double.infinity
      // By digits where the processor has tiles for them; else the same.
      var isCheap: Bool { gram < syrk / 0.7 && tolerant < gram / 0.8 && factor < potrf / 0.4 }
      for round in 0..<40 where round < 4 || !isCheap {
        matrix.clear()
        gram = min(gram, processorSeconds { matrix.addGram(a, columns: columns, stride: columns, threads: 1) })
        tolerant = min(
          tolerant,
          processorSeconds {
            matrix.addGram(a, columns: columns, stride: columns, threads: 1, tolerance: 1e-8 * matrix.largestDiagonal)
          })
        syrk = min(
          syrk,
          processorSeconds {
            cblas_dsyrk(
              CblasRowMajor, CblasLower, CblasNoTrans, Int32(n), Int32(columns), 1, a, Int32(columns), 0, &plain,
              Int32(n))
          })
        factor = min(factor, processorSeconds { #expect(matrix.cholesky(shift: 1) != nil) })
        potrf = min(
          potrf,
          processorSeconds {
            var (count, stride, info) = (Int32(n), Int32(n), Int32(0))
            for i in 0..<n { plain[i * n + i] += 1 }
            dpotrf_("U", &count, &plain, &stride, &info)
            #expect(info == 0)
          })
      }
      #expect(gram < syrk / 0.7, "\(n): \(gram) s in blocks, \(syrk) s in one call")
      #expect(tolerant < gram / 0.8, "\(n): \(tolerant) s up to a tolerance, \(gram) s without")
      #expect(factor < potrf / 0.4, "\(n): \(factor) s in strips, \(potrf) s in one call")
    }
  }

  /// Seconds that this thread computes.
  private func processorSeconds(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
    let start = now()
    body()
    return now() - start
  }
#endif
