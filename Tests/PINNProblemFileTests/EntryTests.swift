// Every entry of the catalog as problem files name it: all arguments that it describes are read, others are refused, and so are
// numbers outside of their ranges.

import PINN
import PINNProblemFile
import Testing

@Suite("Entries in problem files") struct EntryTests {
  /// An entry with a problem file around its arguments.
  struct Place: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [AskedArgument]
    let file: @Sendable (_ part: String) -> String
    var testDescription: String { name }

    /// Reads the problem file with some of the arguments.
    func read(_ given: [String]) throws {
      _ = try ProblemFile(text: file("{\(name): {\(given.joined(separator: ", "))}}"), path: "p.yaml")
    }

    /// Examples of all arguments of which none excludes another.
    var examples: [(name: String, text: String)] {
      arguments.filter { $0.name != "refining" }.map { ($0.name, EntryTests.example($0)) }
    }
  }

  static let places: [Place] = {
    let heat = "equation: {heat: {diffusivity: 1}}\n"
    let (domain, catalog) = ("domain: {x: [0, 1], t: [0, 1]}\n", Catalog.standard)
    func places(_ entries: [some PluginEntry], _ file: @escaping @Sendable (String) -> String) -> [Place] {
      entries.map { Place(name: $0.name, arguments: $0.arguments, file: file) }
    }
    let equations = catalog.equations.map { entry in
      let axes = (entry.example?.axes ?? []).map { "\($0): [1, 2]" }.joined(separator: ", ")
      return Place(name: entry.name, arguments: entry.arguments) { "equation: \($0)\ndomain: {\(axes)}" }
    }
    // A shape in a file needs the file.
    let drawn = catalog.regions.filter { !["mesh", "stl"].contains($0.name) }
    let regions = places(drawn) { "equation: lawless\ndomain: \($0)" }
    return equations + regions
      + places(catalog.networks) { heat + domain + "network: \($0)" }
      + places(catalog.samplers) { heat + domain + "sampler: \($0)" }
      + places(catalog.optimizers) { heat + domain + "optimizer: \($0)" }
      + places(catalog.weightings) { heat + domain + "optimizer: {adam: {weighting: \($0)}}" }
      + places(catalog.adaptiveSamplers) { heat + domain + "optimizer: {adam: {refining: \($0)}}" }
  }()

  @Test(arguments: places) func whatIsDescribedIsRead(_ place: Place) throws {
    try expect(place) { try place.read(place.examples.map { "\($0.name): \($0.text)" }) }
  }

  @Test(arguments: places) func whatIsNotDescribedIsRefused(_ place: Place) {
    let error = #expect(throws: ProblemFileError.self) { try place.read(["nonsense: 1"]) }
    #expect(error?.message.contains("has no argument 'nonsense'") == true, "\(error?.description ?? "")")
  }

  @Test(arguments: places) func whatMustBeGivenIsAskedFor(_ place: Place) throws {
    for (i, asked) in place.arguments.enumerated() where asked.byDefault == nil {
      let others = place.examples.enumerated().filter { $0.offset != i }.map {
        "\($0.element.name): \($0.element.text)"
      }
      let error = #expect(throws: ProblemFileError.self) { try place.read(others) }
      #expect(error?.message.contains("needs '\(asked.name)'") == true, "\(error?.description ?? "")")
    }
  }

  @Test(arguments: places) func numbersOutsideOfTheirRangesAreRefused(_ place: Place) throws {
    for asked in place.arguments {
      let isList = asked.kind == .numbers
      guard isList || asked.kind == .number || asked.kind == .wholeNumber else { continue }
      let (range, step) = (asked.argument.range, asked.kind == .wholeNumber ? 1 : 1e-3)
      let outside = [range.lower.map { $0.value - step }, range.upper.map { $0.value + step }].compactMap(\.self)
      for value in outside + (range.lower?.isAllowed == false ? [range.lower!.value] : []) {
        #expect(!range.contains(value))
        let others = place.examples.filter { $0.name != asked.name }.map { "\($0.name): \($0.text)" }
        let error = #expect(throws: ProblemFileError.self, "\(asked.name): \(value)") {
          try place.read(others + ["\(asked.name): \(isList ? "[\(value)]" : "\(value)")"])
        }
        let words = error?.message ?? ""
        #expect(words.contains("expected") || words.contains("more than"), "\(error?.description ?? "")")
      }
    }
  }

  /// How an example stands in a file.
  private static func example(_ asked: AskedArgument) -> String {
    switch asked.kind {
    case .wholeNumber: asked.example as? Int == .max ? "5" : "\(asked.example)"
    case .number, .coefficient, .flag, .numbers, .points, .dimension, .text, .choice, .axis, .file: "\(asked.example)"
    case .coefficientsByAxis: "{x: \(asked.example), y: \(asked.example)}"
    case .rings: "[]"
    case .formula: "0"
    case .formulasByAxis: "{x: 0}"
    case .network: "mlp"
    case .weightings: "neuralTangent"
    case .redrawing: "10"
    case .adaptiveSampler: "rad"
    }
  }

  /// Shapes stand in a file whose equation is unknown, which is all that may be wrong.
  private func expect(_ place: Place, _ read: () throws -> Void) throws {
    do { try read() } catch let error as ProblemFileError where error.message.contains("unknown equation 'lawless'") {}
  }
}
