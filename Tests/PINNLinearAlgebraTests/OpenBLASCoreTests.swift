// That OpenBLAS computes with the instructions this processor has (see COpenBLASCore).

#if os(Linux) && arch(x86_64)
  import COpenBLAS
  import Foundation
  import PINNLinearAlgebra
  import Testing

  private let processorHasAVX2 =
    (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
    .contains(/\bavx2\b/) ?? false
  private let personChose = ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] != nil

  @Test(.enabled(if: processorHasAVX2 && !personChose)) func kernelsAreNotOlderThanTheProcessor() {
    // What OpenBLAS takes when it doesn't know a processor.
    let fallbacks = ["prescott", "core2", "nehalem", "barcelona", "sandybridge"]
    let core = String(cString: openblas_get_corename())
    #expect(!fallbacks.contains(core.lowercased()))
    #expect(ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] == nil)
  }

  /// OpenBLAS says nothing about a core that it lacks or can't run, so Scripts/processors asks: * for any.
  private let expected = ProcessInfo.processInfo.environment["PINN_EXPECTED_CORE"]

  @Test(.enabled(if: expected != nil)) func kernelsAreThoseAskedFor() {
    let core = String(cString: openblas_get_corename())
    print("OpenBLAS core in use: \(core)")
    #expect(expected == "*" || expected?.lowercased() == core.lowercased())
  }
#endif
