// Ticks are round numbers inside their scale, and say what they mean.

import PINNPlots
import Testing

@Suite struct TickTests {
  private func labels(_ low: Double, _ high: Double, _ count: Int, isLogarithmic: Bool = false) -> [String] {
    Ticks(on: Scale(of: [low, high], isLogarithmic: isLogarithmic), atMost: count).major.map(\.label)
  }

  @Test func roundNumbers() {
    #expect(labels(-1, 1, 5) == ["−1.0", "−0.5", "0.0", "0.5", "1.0"])
    #expect(labels(0, 1, 6) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(0, 0.3, 4) == ["0.0", "0.1", "0.2", "0.3"])
    #expect(labels(0.03, 9.7, 6) == ["2", "4", "6", "8"])
    #expect(labels(0, 40_000, 5) == ["0", "10000", "20000", "30000", "40000"])
  }

  @Test func smallAndLargeNumbersShareAFactor() {
    let small = Ticks(on: Scale(of: [-3.3e-6, 3.3e-6]), atMost: 7)
    #expect(small.major.map(\.label) == ["−3", "−2", "−1", "0", "1", "2", "3"] && small.factor == "×10⁻⁶")
    #expect(small.major.first?.value == -3e-6)
    let large = Ticks(on: Scale(of: [0, 2.5e7]), atMost: 6)
    #expect(large.major.map(\.label) == ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"] && large.factor == "×10⁷")
    #expect(Ticks(on: Scale(of: [0, 0.02]), atMost: 6).factor == "")
  }

  @Test func decades() {
    #expect(labels(1e-3, 1, 8, isLogarithmic: true) == ["10⁻³", "10⁻²", "10⁻¹", "10⁰"])
    #expect(labels(2e-10, 3, 7, isLogarithmic: true) == ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"])
    #expect(labels(0.3, 30, 8, isLogarithmic: true) == ["5×10⁻¹", "10⁰", "2×10⁰", "5×10⁰", "10¹", "2×10¹"])
    #expect(labels(3.1, 3.6, 8, isLogarithmic: true) == ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6"])
    let minor = Ticks(on: Scale(of: [1, 100], isLogarithmic: true), atMost: 3).minor
    #expect(minor.contains(50) && !minor.contains(100) && minor.count == 16)
  }

  @Test(arguments: 1...300) func anyRangeHasTicksInside(_ seed: Int) {
    let (a, b) = (sin1(seed) * pow10(seed % 19 - 9), sin1(3 * seed + 1) * pow10(seed % 7 - 3))
    for isLogarithmic in [false, true] {
      let scale = Scale(of: isLogarithmic ? [abs(a), abs(b)] : [a, b], isLogarithmic: isLogarithmic)
      for count in 2...9 {
        let ticks = Ticks(on: scale, atMost: count).major
        #expect(ticks.count <= max(count, 3) && Set(ticks.map(\.label)).count == ticks.count)
        #expect(ticks.allSatisfy { (-1e-6...1 + 1e-6).contains(scale.share(of: $0.value)) })
        if count > 3 { #expect(ticks.count > 1, "\(scale) \(count) \(ticks)") }
      }
    }
  }

  private func sin1(_ n: Int) -> Double { Double((n * 7919) % 1000 - 499) / 500 }
  private func pow10(_ n: Int) -> Double { (0..<abs(n)).reduce(1) { value, _ in n > 0 ? value * 10 : value / 10 } }

  @Test func emptyAndConstantRangesHaveRoom() {
    for values in [[], [Double.nan], [3], [0, 0], [1e300, 1e300], [-2e-300], [.infinity]] {
      for isLogarithmic in [false, true] {
        let scale = Scale(of: values, isLogarithmic: isLogarithmic)
        #expect(scale.low < scale.high)
        #expect(Ticks(on: scale, atMost: 5).major.count >= 2, "\(values) \(isLogarithmic) \(scale)")
      }
    }
    let symmetric = Scale(of: [-0.5, 2], isSymmetric: true)
    #expect(symmetric.low == -2 && symmetric.high == 2)
  }

  @Test func withoutFontsThereIsASCII() {
    #expect(PlainText.of("×10⁻⁶") == "x10^-6" && PlainText.of("−0.5") == "-0.5" && PlainText.of("ν é²") == "nu ?^2")
  }
}
