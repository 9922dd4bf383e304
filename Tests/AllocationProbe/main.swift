// Prints what training steps allocate on the heap, a line for each loss and optimiser, for AllocationTests. It is a program of
// its own so that nothing else allocates meanwhile.

import BurgersEquations
import CAllocationCount
import Foundation
import HeatEquations
import PINN

/// Prints the number of allocations of a step after two others, and the bytes of the largest.
func measure(_ name: String, _ loss: Loss, _ optimizer: some Optimizer) {
  var optimizer = optimizer
  optimizer.start(at: loss.initialParameters)
  for _ in 0..<2 where optimizer.step(on: loss) != .advanced { fatalError("\(name) doesn't advance") }
  allocation_count_start()
  let outcome = optimizer.step(on: loss)
  let counted = allocation_count_stop()
  guard outcome == .advanced else { fatalError("\(name) doesn't advance") }
  print("\(name):", counted.count, counted.largest)
}

guard allocation_count_is_possible() != 0 else {
  print("not counted here")
  exit(0)
}

// What counts must see what there is to see.
allocation_count_start()
let block = UnsafeMutableRawPointer.allocate(byteCount: 100_000, alignment: 64)
let counted = allocation_count_stop()
block.deallocate()
print("block:", counted.count, counted.largest)

let burgers = try Problem(
  BurgersEquation(viscosity: 0.01 / .pi), on: Interval(-1...1).over(time: 0...1), points: 2_000,
  conditions: [
    .initial(.u, points: 200) { s in -sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=-1", "x=1", points: 200) { _ in 0 },
  ])
let heat = try Problem(
  HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 1_000,
  conditions: [
    .initial(.u, points: 100) { s in sin(.pi * s[.x]) },
    .dirichlet(.u, on: "x=0", "x=1", points: 100) { _ in 0 },
  ])

try measure("Adam", Loss(burgers, network: MLP(width: 20, depth: 4), threads: 2), Adam())
try measure(
  "Levenberg-Marquardt", Loss(heat, network: MLP(width: 20, depth: 2), threads: 2), LevenbergMarquardt(space: .weights))
try measure(
  "by a sketch", Loss(burgers, network: MLP(width: 30, depth: 4), threads: 2), LevenbergMarquardt(space: .sketched))
