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
  var adamSteps: Int
  var steps: Int
  var seconds: Double
  var refinements: Int

  /// The name of the files it writes, points of the equation, sizes of the network, steps of Adam and in all, seconds, and how often L-BFGS starts again on
  /// points refined where residuals are large.
  public init(
    name: String, points: Int, width: Int, depth: Int, adamSteps: Int, steps: Int, seconds: Double,
    refinements: Int = 0
  ) {
    self.name = name
    self.points = points
    self.width = width
    self.depth = depth
    self.adamSteps = adamSteps
    self.steps = steps
    self.seconds = seconds
    self.refinements = refinements
  }

  /// Adam, then L-BFGS and its refinements in equal parts, `limit` steps in all.
  func stages(limit: Int) -> [Stage] {
    let quasiNewton = Stage.lbfgs(steps: max(0, limit - adamSteps) / (refinements + 1))
    return [.adam(steps: min(adamSteps, limit), learningRate: 2e-3), quasiNewton]
      + Array(repeating: quasiNewton.refiningPoints(), count: refinements)
  }
}

/// Flags for the size of a training, its arithmetic and its files.
public struct TrainerOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Largest number of optimiser steps, Adam's and L-BFGS's together.")
  var steps: Int?
  @Option(parsing: .unconditional, help: "Largest training time in seconds.")
  var seconds: Double?
  @Option(
    parsing: .unconditional,
    help: "Collocation points of the equation; boundary and initial conditions get a share of it.")
  var points: Int?
  @Option(parsing: .unconditional, help: "Width of the network's hidden layers.")
  var width: Int?
  @Option(parsing: .unconditional, help: "Number of hidden layers.")
  var depth: Int?
  @Option(help: "Arithmetic of residuals and gradients: float or double.")
  var precision = Precision.double
  @Option(help: "Seed of the initial weights and the points.")
  var seed: UInt64 = 0
  @Option(parsing: .unconditional, help: "Number of threads (default: one for each core). Results don't depend on it.")
  var threads: Int?
  @Option(parsing: .unconditional, help: "How often L-BFGS starts again on points refined where residuals are large.")
  var refinements: Int?
  @Option(help: "HDF5 file with a known solution, to compare with at its own points.")
  var reference: String?
  @Option(
    help: "File to write the solution to: .h5, .xdmf, .vti, .vtr or .csv (default: NAME.h5, numbered if that exists).")
  var output: String?
  @Option(help: "Folder to draw pictures into: fields, errors, slices, loss, points.")
  var plot: String?
  @OptionGroup var runOptions: RunOptions
  @Flag(help: "Replace the output file and pictures if they exist.")
  var force = false
  @Flag(help: "Print the errors only.")
  var quiet = false

  /// No flags given.
  public init() {}

  /// Refuses numbers that make no sense and an output file that can't be written, before anything is computed.
  public func validate() throws {
    let whole = [("steps", steps), ("points", points), ("width", width), ("depth", depth), ("threads", threads)]
    for (name, value) in whole {
      if let value, value < 1 { throw ValidationError("--\(name) must be at least 1, not \(value)") }
    }
    if let refinements, !(0...1_000).contains(refinements) {
      throw ValidationError("--refinements must be between 0 and 1000, not \(refinements)")
    }
    if let seconds, !(seconds > 0) { throw ValidationError("--seconds must be more than 0, not \(seconds)") }
  }

  /// The file to write: the one asked for, or `name`.h5 or the first free of `name`-2.h5, `name`-3.h5, ... in this folder.
  func outputPath(name: String) -> String { output ?? freePath(name, ".h5", force: force) }
}
