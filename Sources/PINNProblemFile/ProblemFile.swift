// A problem file as a whole: read, checked, and turned into a training.

import Foundation
import PINNCore
import PINNNetworks
import PINNTraining

/// A problem described in a YAML file: equation, domain, conditions, network, training. `Guides/ProblemFiles.md` lists
/// everything that may stand there.
public struct ProblemFile {
  /// The file's path, for messages.
  public let path: String
  /// The file's text.
  public let text: String
  /// What is said about the problem, if anything.
  public let title: String?
  /// The equation.
  public let equation: any Equation
  /// Where it holds.
  public let region: any Region
  /// The ansatz.
  public var network: any Network
  /// How it is trained.
  public let stages: [Stage]
  /// How points are chosen.
  public let sampling: Sampling
  /// How much it may take, unless a command says otherwise.
  public var budget: Budget
  /// How its time is cut, unless a command says otherwise.
  public var windows: TimeWindows
  /// The seed of all random numbers.
  public var seed: UInt64
  /// In which floating-point type residuals and gradients are computed.
  public var precision: Precision
  /// The largest number of threads.
  public var threads: Int
  /// The file to write to, if it is said.
  public let output: String?
  /// What the solution is compared with, unless a command says otherwise.
  public var reference = Reference.written

  /// The files that were read because this one names them: solids, and after `training()` data and references too.
  public var files: [String] { context.files.paths }

  let context: Arguments.Context
  let points: Int
  let sections: [String: Item]

  /// What a solution is compared with.
  public enum Reference: Sendable, Equatable {
    /// What the problem file says.
    case written
    /// The fields of the HDF5 file at this path that are called like the unknowns, at its own points.
    case file(String)
    /// Nothing; what the problem file says isn't read.
    case none
  }

  /// The seconds a training may take where a file says neither seconds nor steps nor a tolerance.
  public static let defaultSeconds = 60.0
  /// The points at which the equation holds, where a file doesn't say.
  public static let defaultPoints = 1_000

  private static let keys = [
    "title", "constants", "equation", "domain", "points", "conditions", "network", "sampler", "optimizer", "training",
    "reference", "grid", "output",
  ]

  /// Reads the file at `path`; files that it names are looked for in its folder. Throws `ProblemFileError` with the place of a
  /// mistake, and `ProblemError` for a file that can't be read.
  public init(path: String, catalog: Catalog = .standard) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProblemError("the problem file '\(path)' can't be read: it isn't there, is no file, or may not be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ProblemError("the problem file '\(path)' is not a text: its bytes aren't UTF-8")
    }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    try self.init(text: text, path: path, folder: folder, catalog: catalog)
  }

  /// Reads a text that came from `path`; paths in it are relative to `folder`.
  public init(text: String, path: String, folder: String = ".", catalog: Catalog = .standard) throws {
    try self.init(text, path, .any(from: folder), isSolved: false, catalog)
  }

  /// Reads the problem of a result, to evaluate its solution: neither its data nor its reference are needed, and of other files that
  /// it names, such as a solid, only those are opened that `files` allows.
  public init(solved text: String, path: String, files: FileAccess = .none, catalog: Catalog = .standard) throws {
    try self.init(text, path, files, isSolved: true, catalog)
    reference = .none
  }

  private init(_ text: String, _ path: String, _ files: FileAccess, isSolved: Bool, _ catalog: Catalog) throws {
    self.path = path
    self.text = text
    let root = try Item.root(of: text, path: path)
    guard let entries = root.entries else { throw root.expected("keys such as 'equation: ...' and 'domain: ...'") }
    let sections = try entries.reading(Self.keys)
    self.sections = sections
    func needed(_ key: String) throws -> Item {
      guard let item = sections[key], !item.isEmpty else { throw root.error("the problem file needs '\(key)'") }
      return item
    }
    var context = Arguments.Context(catalog: catalog)
    context.files = NamedFiles(files)
    context.isSolved = isSolved
    context.constants = try Self.constants(sections["constants"])
    title = sections["title"]?.text
    region = try DomainReader(context: context).region(needed("domain"))
    context.axes = region.axes
    self.context = context

    let law = try needed("equation")
    equation = try catalog.equations.make(law, "equation", context)
    let unknowns = Self.unknowns(equation)
    for (key, _) in sections["constants"]?.entries ?? [] {
      let name = key.text ?? ""
      guard !unknowns.contains(name), !region.axes.contains(Axis(name)) else {
        throw key.error(
          "\(key.found) is \(unknowns.contains(name) ? "an unknown of the equation" : "an axis of the domain") already")
      }
    }
    try law.located { [equation, region] in
      try Self.check(equation, on: region, canBeSteady: Self.canBeSteady(law, catalog))
    }
    points = try sections["points"]?.count(context) ?? Self.defaultPoints
    network =
      try sections["network"].map { try catalog.networks.make($0, "network", context) } ?? MLP()
    try sections["network"]?.located { [network] in try network.validate() }
    sampling =
      try sections["sampler"].map { Sampling(interior: try catalog.samplers.make($0, "sampler", context)) }
      ?? Sampling()
    stages = try Self.stages(sections["optimizer"], context)

    let training = try TrainingSettings(sections["training"], context)
    (budget, seed, precision, threads) = (training.budget, training.seed, training.precision, training.threads)
    windows = training.windows
    output = try sections["output"]?.texts("a file to write")[0].text
  }

  // MARK: Steps

  /// Numbers by name, known ones or `{trainable: start}`; each may use those before it.
  private static func constants(_ item: Item?) throws -> Constants {
    var constants = Constants()
    guard let item, !item.isEmpty else { return constants }
    guard let entries = item.entries else { throw item.expected("numbers by name, such as nu: 0.01/pi") }
    for (key, value) in entries {
      let isName = key.text?.wholeMatch(of: /[\p{L}_][\p{L}_0-9]*/) != nil
      guard let name = key.text, isName else { throw key.expected("a name of letters and digits") }
      guard !constants.contains(name) else { throw key.error("'\(name)' has a meaning already") }
      let coefficient = try value.coefficient(name, constants)
      if let trainable = coefficient.trainable, value.entries != nil {
        try value.located { try trainable.check(name) }
        constants.trainables[name] = trainable
      } else {
        constants.numbers[name] = try value.number(constants)
      }
    }
    return constants
  }

  private static func unknowns<E: Equation>(_: E) -> [String] { E.Unknown.names }

  /// Whether the equation that an item names has the argument 'steady'.
  private static func canBeSteady(_ law: Item, _ catalog: Catalog) -> Bool {
    let name = law.text ?? law.entries?.first?.key.text
    return catalog.equations.first { $0.name == name }?.arguments.contains { $0.name == "steady" }
      ?? false
  }

  private static func check(_ equation: any Equation, on region: any Region, canBeSteady: Bool) throws {
    try equation.validate()
    let missing = equation.axes.filter { !region.axes.contains($0) }
    guard missing.isEmpty else {
      throw ProblemError(
        "the equation needs the axes \(quoted(equation.axes.map(\.name))), but the domain has "
          + quoted(region.axes.map(\.name))
          + (missing == [.t] && canBeSteady ? "; give it times, t: [0, 1], or the equation 'steady: true'" : ""))
    }
  }

  private static func stages(_ item: Item?, _ context: Arguments.Context) throws -> [Stage] {
    guard let item, !item.isEmpty else { return .automatic }
    if let entries = item.entries, entries.count > 1 {
      throw entries[1].key.error("optimisers that follow each other are a list, each beginning with '- '")
    }
    return try (item.elements ?? [item]).map { item in
      try context.catalog.optimizers.make(item, "optimiser", context)
    }
  }
}

/// The `training` of a problem file.
private struct TrainingSettings {
  var budget = Budget(seconds: ProblemFile.defaultSeconds)
  var seed: UInt64 = 0
  var precision = Precision.double
  var threads = ProcessInfo.processInfo.activeProcessorCount
  var windows = TimeWindows.automatic

  init(_ item: Item?, _ context: Arguments.Context) throws {
    guard let item, !item.isEmpty else { return }
    guard let entries = item.entries else { throw item.expected("settings such as seconds: 60") }
    let values = try entries.reading(["seconds", "steps", "tolerance", "seed", "precision", "threads", "windows"])
    func positive(_ key: String) throws -> Double? {
      try values[key].map { item in
        let value = try item.number(context.constants)
        guard value > 0 else { throw item.expected("a number above 0") }
        return value
      }
    }
    let (seconds, tolerance) = (try positive("seconds"), try positive("tolerance"))
    let steps = try values["steps"]?.whole(context.constants, atMost: .max)
    if seconds != nil || steps != nil || tolerance != nil {
      budget = Budget(seconds: seconds, steps: steps, tolerance: tolerance)
    }
    if let item = values["seed"] { seed = UInt64(try item.whole(context.constants, atMost: .max)) }
    if let item = values["threads"] { threads = try item.count(context, atMost: 4_096) }
    if let item = values["windows"] {
      let isNumber = item.text.flatMap(Double.init) != nil
      guard item.text == "automatic" || isNumber else { throw item.expected("'automatic' or a number of windows") }
      windows = isNumber ? .count(try item.count(context, atMost: 10_000)) : .automatic
    }
    if let item = values["precision"] {
      guard let chosen = Precision(rawValue: item.text ?? "") else { throw item.expected("'float' or 'double'") }
      precision = chosen
    }
  }
}

extension Item {
  /// A whole number of at least 1.
  func count(_ context: Arguments.Context, atMost greatest: Int = 1_000_000) throws -> Int {
    let count = try whole(context.constants, atMost: greatest)
    guard count > 0 else { throw expected("a whole number of at least 1") }
    return count
  }
}
