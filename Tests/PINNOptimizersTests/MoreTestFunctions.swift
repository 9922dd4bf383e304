// More of Moré, Garbow and Hillstrom's functions (see TestFunctions.swift): more residuals than parameters, minima that aren't
// zero, Jacobians that are banded, singular or badly scaled.

import Foundation

extension TestFunction {
  static let helicalValley = TestFunction(name: "helical_valley", start: [-1, 0, 0]) { x in
    let square = x[0] * x[0] + x[1] * x[1]
    let angle = atan(x[1] / x[0]) / (2 * .pi) + (x[0] < 0 ? 0.5 : 0)
    let slope = 1 / (2 * Double.pi * square)
    let radius = square.squareRoot()
    return [
      (10 * (x[2] - 10 * angle), [100 * x[1] * slope, -100 * x[0] * slope, 10]),
      (10 * (radius - 1), [10 * x[0] / radius, 10 * x[1] / radius, 0]),
      (x[2], [0, 0, 1]),
    ]
  }

  static let box = TestFunction(name: "box", start: [0, 10, 20]) { x in
    (1...10).map { i in
      let t = 0.1 * Double(i)
      let c = exp(-t) - exp(-10 * t)
      return (exp(-t * x[0]) - exp(-t * x[1]) - c * x[2], [-t * exp(-t * x[0]), t * exp(-t * x[1]), -c])
    }
  }

  static let kowalik = TestFunction(name: "kowalik_osborne", start: [0.25, 0.39, 0.415, 0.39]) { x in
    let y = [0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246]
    let u = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625]
    return zip(y, u).map { y, u in
      let (top, bottom) = (u * u + u * x[1], u * u + u * x[2] + x[3])
      let slope = x[0] * top / (bottom * bottom)
      return (y - x[0] * top / bottom, [-top / bottom, -x[0] * u / bottom, slope * u, slope])
    }
  }

  static let brownDennis = TestFunction(name: "brown_dennis", start: [25, 5, -5, -1]) { x in
    (1...20).map { i in
      let t = Double(i) / 5
      let (a, b) = (x[0] + t * x[1] - exp(t), x[2] + x[3] * sin(t) - cos(t))
      return (a * a + b * b, [2 * a, 2 * a * t, 2 * b, 2 * b * sin(t)])
    }
  }

  static let watson = TestFunction(name: "watson", start: Array(repeating: 0, count: 6)) { x in
    let sums = (1...29).map { i in
      let t = Double(i) / 29
      let powers = x.indices.map { pow(t, Double($0)) }
      let slopes = x.indices.map { $0 == 0 ? 0 : Double($0) * powers[$0 - 1] }
      let value = zip(x, powers).reduce(0) { $0 + $1.0 * $1.1 }
      let derivative = zip(x, slopes).reduce(0) { $0 + $1.0 * $1.1 }
      return (derivative - value * value - 1, zip(slopes, powers).map { $0 - 2 * value * $1 })
    }
    let rest = [Double](repeating: 0, count: 4)
    return sums + [(x[0], [1, 0] + rest), (x[1] - x[0] * x[0] - 1, [-2 * x[0], 1] + rest)]
  }

  static let chebyquad = TestFunction(name: "chebyquad", start: (1...8).map { Double($0) / 9 }) { x in
    let n = Double(x.count)
    return x.indices.map { k in
      let i = Double(k + 1)
      // T_i(cos a) = cos(i a), continued beyond [-1, 1] by the recurrence.
      let terms = x.map { x in chebyshev(k + 1, 2 * x - 1) }
      let mean = k % 2 == 0 ? 0 : -1 / (i * i - 1)
      return (terms.reduce(0) { $0 + $1.value } / n - mean, terms.map { 2 * $0.slope / n })
    }
  }

  private static func chebyshev(_ degree: Int, _ z: Double) -> (value: Double, slope: Double) {
    var (before, now) = ((value: 1.0, slope: 0.0), (value: z, slope: 1.0))
    for _ in 1..<degree {
      let next = (2 * z * now.value - before.value, 2 * now.value + 2 * z * now.slope - before.slope)
      (before, now) = (now, next)
    }
    return now
  }

  static let broydenTridiagonal = TestFunction(
    name: "broyden_tridiagonal", start: Array(repeating: -1, count: 30)
  ) { x in
    x.indices.map { i in
      var row = [Double](repeating: 0, count: x.count)
      row[i] = 3 - 4 * x[i]
      if i > 0 { row[i - 1] = -1 }
      if i + 1 < x.count { row[i + 1] = -2 }
      let neighbours = (i > 0 ? x[i - 1] : 0) + 2 * (i + 1 < x.count ? x[i + 1] : 0)
      return ((3 - 2 * x[i]) * x[i] - neighbours + 1, row)
    }
  }

  static let penalty = TestFunction(name: "penalty", start: (1...10).map(Double.init)) { x in
    let a = 1e-5.squareRoot()
    let unit = x.indices.map { i in (a * (x[i] - 1), x.indices.map { $0 == i ? a : 0 }) }
    return unit + [(x.reduce(0) { $0 + $1 * $1 } - 0.25, x.map { 2 * $0 })]
  }

  static let discreteBoundary = TestFunction(
    name: "discrete_boundary", start: (1...20).map { Double($0) / 21 * (Double($0) / 21 - 1) }
  ) { x in
    let h = 1 / Double(x.count + 1)
    return x.indices.map { i in
      let s = x[i] + Double(i + 1) * h + 1
      var row = [Double](repeating: 0, count: x.count)
      row[i] = 2 + 1.5 * h * h * s * s
      if i > 0 { row[i - 1] = -1 }
      if i + 1 < x.count { row[i + 1] = -1 }
      let neighbours = (i > 0 ? x[i - 1] : 0) + (i + 1 < x.count ? x[i + 1] : 0)
      return (2 * x[i] - neighbours + 0.5 * h * h * s * s * s, row)
    }
  }
}
