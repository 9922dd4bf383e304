// What a problem file can name: equations, regions, networks, samplers, optimisers, by their entries.

import PINNCore
import PINNEquations
import PINNGeometry
import PINNNetworks
import PINNSamplers
import PINNTraining

/// All that problem files can name.
public struct Catalog: Sendable {
  /// Equations.
  public var equations: [EquationEntry]
  /// Shapes of regions in space.
  public var regions: [RegionEntry]
  /// Networks.
  public var networks: [NetworkEntry]
  /// Samplers of points.
  public var samplers: [SamplerEntry]
  /// Stages of training, by their optimiser.
  public var optimizers: [StageEntry]
  /// Rules that balance the loss between the steps of a stage.
  public var weightings: [WeightingEntry]
  /// Samplers that choose a stage's points by their residuals.
  public var adaptiveSamplers: [AdaptiveSamplerEntry]

  /// What this package has.
  public static let standard = Catalog(
    equations: [], regions: [], networks: [], samplers: [], optimizers: [], weightings: [], adaptiveSamplers: []
  ).adding(
    equations: allEquations, regions: allRegions, networks: allNetworks, samplers: allSamplers, optimizers: allStages,
    weightings: allWeightings, adaptiveSamplers: allAdaptiveSamplers)

  /// The catalog with further entries, by name; one of a known name takes its place.
  public func adding(
    equations: [EquationEntry] = [], regions: [RegionEntry] = [], networks: [NetworkEntry] = [],
    samplers: [SamplerEntry] = [], optimizers: [StageEntry] = [], weightings: [WeightingEntry] = [],
    adaptiveSamplers: [AdaptiveSamplerEntry] = []
  ) -> Catalog {
    Catalog(
      equations: self.equations.adding(equations), regions: self.regions.adding(regions),
      networks: self.networks.adding(networks), samplers: self.samplers.adding(samplers),
      optimizers: self.optimizers.adding(optimizers), weightings: self.weightings.adding(weightings),
      adaptiveSamplers: self.adaptiveSamplers.adding(adaptiveSamplers))
  }
}

extension PluginEntry {
  /// Makes what the file asks for. The names of all arguments are checked before their values.
  func make(_ name: Item, _ settings: Item?, _ context: Arguments.Context) throws -> Made {
    let known = arguments.map(\.name)
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

extension Array where Element: PluginEntry {
  fileprivate func adding(_ more: [Element]) -> [Element] {
    (filter { old in !more.contains { $0.name == old.name } } + more).sorted { $0.name < $1.name }
  }

  /// Makes the entry that an item names: `tanh`, or `mlp: {width: 20}`.
  func make(_ item: Item, _ what: String, _ context: Arguments.Context) throws -> Element.Made {
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
  private func entry(_ item: Item, _ what: String) throws -> Element {
    guard let name = item.text, !name.isEmpty else { throw item.expected("the name of the \(what)") }
    guard let entry = first(where: { $0.name == name }) else {
      throw item.error("unknown \(what) '\(name)'" + suggestion(for: name, among: map(\.name)))
    }
    return entry
  }
}
