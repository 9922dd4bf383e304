// An axis of a picture: which number goes where, and round numbers to mark.

import Foundation

/// Numbers between two ends, on a linear or a logarithmic scale.
package struct Scale: Sendable, Equatable {
  /// The number at the axis's begin.
  package let low: Double
  /// The number at the axis's end, more than `low`.
  package let high: Double
  /// Whether equal lengths are equal ratios.
  package let isLogarithmic: Bool

  /// The scale from the least to the largest finite of the values (positive ones, if logarithmic), made wider if they are
  /// equal up to rounding; from 0 to 1 if there are none. With `isSymmetric` zero is in the middle. `padding` is a share
  /// of the range to be left free at both ends.
  ///
  /// Numbers are cut off at 1e300, and those below 1e-300 count as 0, so that nothing on the way overflows.
  package init(
    of values: some Sequence<Double>, isLogarithmic: Bool = false, isSymmetric: Bool = false, padding: Double = 0
  ) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite && (value >= 1e-300 || !isLogarithmic) {
      let value = abs(value) < 1e-300 ? 0 : min(1e300, max(-1e300, value))
      (low, high) = (min(low, value), max(high, value))
    }
    if low > high { (low, high) = isLogarithmic ? (1, 10) : (0, 1) }
    if isSymmetric {
      high = max(abs(low), abs(high))
      low = -high
    }
    if isLogarithmic {
      let decades = log10(high) - log10(low)
      let room = decades > 0.01 ? pow(10, padding * decades) : 2
      (low, high) = (max(1e-305, low / room), min(1e305, high * room))
    } else if high - low <= 1e-12 * max(abs(low), abs(high)) {
      let room = low == 0 && high == 0 ? 1 : 0.1 * max(abs(low), abs(high))
      (low, high) = (low - room, high + room)
    } else {
      (low, high) = (low - padding * (high - low), high + padding * (high - low))
    }
    (self.low, self.high, self.isLogarithmic) = (low, high, isLogarithmic)
  }

  /// How much of the way from the begin to the end a number is.
  package func share(of value: Double) -> Double {
    isLogarithmic ? (log(value) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low)
  }
}

/// The marks of an axis.
package struct Ticks: Sendable, Equatable {
  /// Numbers with their labels.
  package var major: [(value: Double, label: String)] = []
  /// Numbers marked without a label.
  package var minor: [Double] = []
  /// What all labels are to be multiplied by, such as "×10⁻⁶"; empty if by 1.
  package var factor = ""

  /// Round numbers of a scale: at most `count` of them (but no fewer than 2, where there are) with labels.
  package init(on scale: Scale, atMost count: Int) {
    if scale.isLogarithmic, markDecades(of: scale, atMost: max(2, count)) { return }
    markSteps(of: scale, atMost: max(2, count))
  }

  package static func == (a: Ticks, b: Ticks) -> Bool {
    a.major.elementsEqual(b.major, by: ==) && a.minor == b.minor && a.factor == b.factor
  }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private mutating func markSteps(of scale: Scale, atMost count: Int) {
    let largest = max(abs(scale.low), abs(scale.high))
    let rough = (scale.high - scale.low) / Double(count)
    let fits = { (step: Double) in floor(scale.high / step + 1e-9) - ceil(scale.low / step - 1e-9) + 1 <= Double(count)
    }
    let lowest = Int(floor(log10(rough)))
    let candidates = [lowest, lowest + 1].flatMap { exponent in [1, 2, 5].map { (multiple: $0, exponent: exponent) } }
    let (multiple, exponent) =
      candidates.first { fits(Double($0.multiple) * pow(10, Double($0.exponent))) } ?? candidates[candidates.count - 1]
    let step = Double(multiple) * pow(10, Double(exponent))
    let magnitude = Int(floor(log10(largest) + 1e-9))
    let shift = magnitude >= 5 || magnitude <= -3 ? magnitude : 0
    if shift != 0 { factor = "×" + Self.power(of: shift) }
    let decimals = max(0, shift - exponent)
    let first = Int(ceil(scale.low / step - 1e-9))
    let last = Int(floor(scale.high / step + 1e-9))
    guard first <= last else { return }
    for i in first...last {
      let label = String(format: "%.\(decimals)f", Double(i) * step / pow(10, Double(shift)))
      major.append((Double(i) * step, label.replacing("-", with: "\u{2212}")))
    }
  }

  /// Powers of ten, and 2 and 5 times these where there are few. False if even so there is but one.
  private mutating func markDecades(of scale: Scale, atMost count: Int) -> Bool {
    let (low, high) = (log10(scale.low) - 1e-9, log10(scale.high) + 1e-9)
    let decades = Array(Int(floor(low))...Int(floor(high)))
    let inside = { (value: Double) in log10(value) >= low && log10(value) <= high }
    let whole = decades.filter { Double($0) >= low }
    let stride = max(1, (whole.count + count - 1) / count)
    let even = whole.filter { $0.isMultiple(of: stride) }
    let marked = even.count > 1 ? even : whole.filter { ($0 - whole[0]).isMultiple(of: stride) }
    let mark = { (decade: Int, multiple: Int) in
      (Double(multiple) * pow(10, Double(decade)), (multiple == 1 ? "" : "\(multiple)×") + Self.power(of: decade))
    }
    major = marked.map { mark($0, 1) }
    if whole.count < 3 {
      let more = decades.flatMap { decade in [1, 2, 5].map { mark(decade, $0) } }.filter { inside($0.0) }
      if more.count <= count { major = more }
    }
    guard major.count > 1 else {
      major = []
      return false
    }
    let between = stride == 1 && whole.count <= 12 ? (2...9).map(Double.init) : stride > 1 ? [1] : []
    minor = decades.flatMap { decade in between.map { $0 * pow(10, Double(decade)) } }.filter(inside)
    return true
  }

  private static func power(of exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "10" + (exponent < 0 ? "⁻" : "") + String(String(abs(exponent)).map { digits[$0.wholeNumberValue ?? 0] })
  }
}
