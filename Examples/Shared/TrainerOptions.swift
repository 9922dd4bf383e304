// The flags that all trainers share.

import ArgumentParser
import Foundation
import PINN
import PINNHDF5

extension Precision: ExpressibleByArgument {}

/// What a trainer does unless its flags say otherwise; chosen to reach the example's stated error.
public struct TrainerDefaults: Sendable {
  var name: String
  var points: Int
  var width: Int
  var depth: Int
  var activation: Activation
  var seconds: Double

  /// The name of the files it writes, points of the equation, sizes of the network and its activation, seconds.
  public init(
    name: String, points: Int, width: Int, depth: Int, activation: Activation = .tanh, seconds: Double
  ) {
    self.name = name
    self.points = points
    self.width = width
    self.depth = depth
    self.activation = activation
    self.seconds = seconds
  }
}

/// Flags for the size of a training, its arithmetic and its files.
public struct TrainerOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Largest number of optimiser steps.")
  var steps: Int?
  @Option(parsing: .unconditional, help: "Largest training time in seconds.")
  var seconds: Double?
  @Option(
    parsing: .unconditional,
    help:
      "Points of the equation, which decide what share of each batch it gets; boundary conditions get theirs in proportion."
  )
  var points: Int?
  @Option(parsing: .unconditional, help: "Width of the network's hidden layers.")
  var width: Int?
  @Option(parsing: .unconditional, help: "Number of hidden layers.")
  var depth: Int?
  @Option(
    help: "Activation of the network: \(Activation.all.map(\.description).joined(separator: ", ")).",
    transform: Activation.init(named:))
  var activation: Activation?
  @Option(help: "Arithmetic of residuals and gradients: double, or float with first-order and quasi-Newton optimisers.")
  var precision = Precision.double
  /// Seed of all random numbers.
  @Option(help: "Seed of the initial weights, the points, and measurements that are made up.")
  public var seed: UInt64 = 0
  @Option(parsing: .unconditional, help: "Number of threads (default: one for each core). Results don't depend on it.")
  var threads: Int?
  @Option(help: "HDF5 file with a known solution, to compare with at its own points.")
  var reference: String?
  @Option(
    help: "File to write the solution to: .h5, .xdmf, .vti, .vtr or .csv (default: NAME.h5, numbered if that exists).")
  var output: String?
  /// The folder for pictures.
  @Option(help: "Folder to draw pictures into: fields, errors, slices, loss, points.")
  public var plot: String?
  @OptionGroup var runOptions: RunOptions
  @Flag(help: "Replace the output file and pictures if they exist.")
  var force = false
  @Flag(help: "Print the errors only.")
  var quiet = false

  /// No flags given.
  public init() {}

  /// Refuses numbers that make no sense and an output file that can't be written, before anything is computed.
  public func validate() throws {
    let whole = [
      ("steps", steps, Int.max), ("points", points, 100_000_000), ("width", width, 100_000), ("depth", depth, 1_000),
      ("threads", threads, 1_024),
    ]
    for (name, value, largest) in whole {
      guard let value else { continue }
      if value < 1 { throw ValidationError("--\(name) must be at least 1, not \(value)") }
      if value > largest { throw ValidationError("--\(name) must be at most \(largest), not \(value)") }
    }
    if let seconds, !(seconds > 0) { throw ValidationError("--seconds must be more than 0, not \(seconds)") }
  }

  /// The default recipe, for which single precision is too coarse: Adam, then L-BFGS there.
  var stages: [Stage] {
    let limit = steps ?? .max
    guard precision == .float else { return [.automatic(steps: limit)] }
    let first = min(500, limit)
    return [.adam(steps: first, learningRate: 2e-3), .lbfgs(steps: limit - first)]
  }

  /// The file to write: the one asked for, or `name`.h5 or the first free of `name`-2.h5, `name`-3.h5, ... in this folder.
  func outputPath(name: String) -> String { output ?? freePath(name, ".h5", force: force) }
}
