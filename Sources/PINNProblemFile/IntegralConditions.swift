// Conditions on integrals in problem files, such as a pressure of mean 0 or a mass that decays.

import PINNCore
import PINNGeometry
import TensorGridSampling

extension ConditionReader {
  /// The most nodes: the network is compiled once for each.
  private static var mostNodes: Int { 1_000 }

  /// The integral of the formula `subject` over `over` (the whole of space unless said otherwise) = `equals`, a formula of the
  /// axes that are left.
  func integral(_ key: Item, _ subject: Item, _ settings: Settings) throws -> Condition<Unknown> {
    let integrand = try subject.formula(vocabulary(hasNormal: false))
    guard let equals = settings["equals"] else {
      throw key.error("'integral' needs 'equals', its value, such as equals: 0")
    }
    let part = try settings["over"].map { try DomainReader(context: context).region($0) } ?? space
    for axis in part.axes where !region.axes.contains(axis) {
      throw (settings["over"] ?? key).error(
        "'\(axis)' is no axis of the domain; its axes are \(quoted(region.axes.map(\.name)))")
    }
    let left = region.axes.filter { !part.axes.contains($0) }
    let value = try equals.formula(Vocabulary(constants: context.constants, axes: left))
    let rule =
      try settings["rule"].map { try context.catalog.samplers.make($0, "sampler", context) }
      ?? TensorGrid(.gaussLegendre)
    let nodes =
      try settings["nodes"]?.count(context, atMost: Self.mostNodes) ?? [1: 20, 2: 64][part.axes.count] ?? 125
    let points = left.isEmpty ? 1 : try settings.points(context) ?? self.points
    return try (settings["over"] ?? key).located {
      try .integral(
        settings.name ?? "integral of \(integrand.text)", over: part, by: rule, nodes: nodes, points: points,
        weight: weight(settings), of: { integrand(.init($0)) }, equals: { value(.init($0)) })
    }
  }

  /// The region without its time; time itself if there is nothing else.
  private var space: any Region { (region as? SpaceTime)?.space ?? region }
}
