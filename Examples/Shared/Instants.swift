// A place at several times: an unsteady pressure is known up to a function of time, which values at one place fix.

import Foundation
import PINN

/// `count` Chebyshev points of time at one place, over the place's axes and `.t`.
public func instants(at place: [(axis: Axis, value: Double)], in time: ClosedRange<Double>, count: Int = 40) throws
  -> PointSet
{
  let rows = (0..<count).map { i in
    let share = 0.5 - 0.5 * cos(Double.pi * (Double(i) + 0.5) / Double(count))
    return place.map(\.value) + [time.lowerBound + share * (time.upperBound - time.lowerBound)]
  }
  return try PointSet(axes: place.map(\.axis) + [.t], points: Tensor(rows: rows))
}
