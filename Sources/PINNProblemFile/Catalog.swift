// What a problem file can name: equations, regions, networks, samplers, optimisers, one line each in their tables.

import PINNCore
import PINNTraining

/// Something a problem file can name, and how to make it from its arguments.
public struct CatalogEntry<Made>: Sendable {
  /// The name in problem files.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// What solutions of an equation are known, or where it comes from; empty if nothing is said.
  public let reference: String
  /// Makes it; asks for every argument it has, whatever their values.
  let make: @Sendable (Arguments) throws -> Made

  /// An entry called `name`; `make` asks the arguments for all it needs, unconditionally.
  public init(
    _ name: String, _ summary: String, reference: String = "", make: @escaping @Sendable (Arguments) throws -> Made
  ) {
    self.name = name
    self.summary = summary
    self.reference = reference
    self.make = make
  }
}

/// All that problem files can name.
public struct Catalog: Sendable {
  /// Equations.
  public var equations: [CatalogEntry<any Equation>]
  /// Shapes of regions in space.
  public var regions: [CatalogEntry<any Region>]
  /// Networks.
  public var networks: [CatalogEntry<any Network>]
  /// Samplers of points.
  public var samplers: [CatalogEntry<any Sampler>]
  /// Stages of training, by their optimiser.
  public var optimizers: [CatalogEntry<Stage>]
  /// Rules that balance the loss between the steps of a stage.
  public var weightings: [CatalogEntry<any LossWeighting>]
  /// Samplers that choose a stage's points by their residuals.
  public var adaptiveSamplers: [CatalogEntry<any AdaptiveSampler>]

  /// What this package has, and more of one's own.
  public static let standard = Catalog(
    equations: standardEquations, regions: standardRegions, networks: standardNetworks, samplers: standardSamplers,
    optimizers: standardOptimizers, weightings: standardWeightings, adaptiveSamplers: standardAdaptiveSamplers)

  /// The catalog with further equations; one of a known name takes its place.
  public func adding(equations more: [CatalogEntry<any Equation>]) -> Catalog {
    var catalog = self
    catalog.equations = (equations.filter { old in !more.contains { $0.name == old.name } } + more)
      .sorted { $0.name < $1.name }
    return catalog
  }
}

extension CatalogEntry {
  /// The arguments it asks for.
  public func parameters(in catalog: Catalog = .standard) -> [Arguments.Parameter] { recording(catalog).parameters }

  /// What is made with an example value for each argument; nil if these make nothing.
  public func example(in catalog: Catalog = .standard) -> Made? { recording(catalog).made }

  private func recording(_ catalog: Catalog) -> (parameters: [Arguments.Parameter], made: Made?) {
    let recorder = Arguments(recording: Arguments.Context(catalog: catalog))
    let made = try? make(recorder)
    return (recorder.parameters, made)
  }

  /// Makes what the file asks for. The names of all arguments are checked before their values.
  func make(_ name: Item, _ settings: Item?, _ context: Arguments.Context) throws -> Made {
    let known = parameters(in: context.catalog).map(\.name)
    guard let settings, !settings.isEmpty else { return try name.located { try make(Arguments(name, [], context)) } }
    guard let entries = settings.entries else {
      throw settings.expected("the arguments of '\(self.name)' as a mapping, such as {\(known.first ?? "name"): ...}")
    }
    for (key, _) in entries where !known.contains(key.text ?? "") {
      throw key.error("'\(self.name)' has no argument \(key.found)" + suggestion(for: key.text ?? "", among: known))
    }
    return try name.located { try make(Arguments(name, entries, context)) }
  }
}

extension Array {
  /// Makes the entry that an item names: `tanh`, or `mlp: {width: 20}`.
  func make<Made>(_ item: Item, _ what: String, _ context: Arguments.Context) throws -> Made
  where Element == CatalogEntry<Made> {
    if item.text != nil { return try entry(item, what).make(item, nil, context) }
    guard let entries = item.entries, !entries.isEmpty else {
      throw item.expected("one \(what), as a name or as 'name: {arguments}'")
    }
    guard entries.count == 1 else {
      throw entries[1].key.error("expected one \(what), and it is \(entries[0].key.found) already")
    }
    return try entry(entries[0].key, what).make(entries[0].key, entries[0].value, context)
  }

  /// The entry that an item names.
  private func entry<Made>(_ item: Item, _ what: String) throws -> CatalogEntry<Made>
  where Element == CatalogEntry<Made> {
    guard let name = item.text, !name.isEmpty else { throw item.expected("the name of the \(what)") }
    guard let entry = first(where: { $0.name == name }) else {
      throw item.error("unknown \(what) '\(name)'" + suggestion(for: name, among: map(\.name)))
    }
    return entry
  }
}
