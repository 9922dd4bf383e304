// Coefficients that were found beside those they should be.

import Foundation
import PINN

/// A line for each coefficient: "viscosity = 0.0100 +- 0.0002 (true: 0.01, off by 0.1 %)".
public func comparison(_ found: [CoefficientEstimate], with known: [Double]) -> [String] {
  zip(found, known).map { found, known in
    let difference = 100 * abs(found.value / known - 1)
    return "\(found) (true: " + String(format: "%.8g, off by %.2g %%)", known, difference)
  }
}
