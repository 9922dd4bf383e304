// The line that brings a plug-in into problem files and into all lists: its name, a summary, and how to make it.

/// A name for something, and how to make it from arguments.
public protocol PluginEntry<Made>: Sendable {
  /// What is made.
  associatedtype Made
  /// The name in files.
  var name: String { get }
  /// What it is, in a line.
  var summary: String { get }
  /// Makes it; asks for every argument it has, whatever their values.
  var make: @Sendable (any PluginArguments) throws -> Made { get }
}

extension PluginEntry {
  /// The arguments it asks for.
  public var arguments: [AskedArgument] {
    let examples = ExampleArguments()
    _ = try? make(examples)
    return examples.asked
  }

  /// What is made of an example value for each argument; nil if these make nothing.
  public var example: Made? { try? make(ExampleArguments()) }
}

/// The entry of a region, a network, a sampler, ...; equations have an `EquationEntry`, which says more. It stands beside what it
/// makes:
///
///     extension NetworkEntry {
///       /// `SIREN`.
///       public static var siren: NetworkEntry {
///         NetworkEntry("siren", "Sines in all layers") { a in
///           SIREN(width: try a.whole(.init("width", "components of each layer", range: .atLeast(1)), default: 30), ...)
///         }
///       }
///     }
public struct PartEntry<Made>: PluginEntry {
  /// The name in files.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// Makes it; asks for every argument it has, whatever their values.
  public let make: @Sendable (any PluginArguments) throws -> Made

  /// An entry called `name`; `make` asks for all arguments, unconditionally.
  public init(_ name: String, _ summary: String, make: @escaping @Sendable (any PluginArguments) throws -> Made) {
    self.name = name
    self.summary = summary
    self.make = make
  }
}

/// The entry of a region's shape.
public typealias RegionEntry = PartEntry<any Region>
/// The entry of a network.
public typealias NetworkEntry = PartEntry<any Network>
/// The entry of a sampler.
public typealias SamplerEntry = PartEntry<any Sampler>
/// The entry of a sampler that uses residuals.
public typealias AdaptiveSamplerEntry = PartEntry<any AdaptiveSampler>
/// The entry of a rule that balances a loss.
public typealias WeightingEntry = PartEntry<any LossWeighting>
