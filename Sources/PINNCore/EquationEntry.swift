// What an equation says about itself: enough to list, describe, make, print and check it. It stands beside the equation.

/// An equation's entry: the line that brings it into problem files, `pinn list` and `pinn describe`, the guide and the tests.
///
///     extension EquationEntry {
///       public static let burgers = EquationEntry(
///         "burgers", "A velocity that carries itself and is smoothed by viscosity", subject: .transport,
///         formula: "u_t + u u_x - nu u_xx = 0", solutions: "travelling wave",
///         cases: {
///           [
///             SolvedCase(
///               BurgersEquation(viscosity: 0.2), solvedBy: try .travellingWave(viscosity: 0.2, speed: 0.5, amplitude: 1.5),
///               on: [.x: -1...1, .t: 0.1...1])
///           ]
///         }
///       ) { a in
///         BurgersEquation(
///           viscosity: try a.coefficient(
///             PluginArgument(
///               "viscosity", "kinematic viscosity", symbol: "nu", unit: "length^2 / time", range: .nonnegative)))
///       }
///     }
///
/// `checkEntry` of PINNTestSupport holds it to all it says.
public struct EquationEntry: PluginEntry {
  /// The part of physics, or of another science, under which people look for an equation.
  public enum Subject: String, Sendable, CaseIterable {
    case transport = "Transport"
    case diffusion = "Diffusion and reaction"
    case potentials = "Potentials and waves"
    case nonlinearWaves = "Nonlinear waves"
    case flow = "Flow"
    case solids = "Solids"
    case dynamics = "Prices and trajectories"
    case others = "Others"
  }

  /// The name in files.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// Where people look for it.
  public let subject: Subject
  /// The formula as the textbook prints it, a line for each equation of a system, with all optional terms by their symbols
  /// and in one dimension where there is a choice: what the equation prints, made of an example of each argument.
  public let formula: String
  /// What solutions are known, in a few words; empty if nothing is said.
  public let solutions: String
  /// Exact solutions that it is checked against.
  public let cases: @Sendable () throws -> [any EquationCase]
  /// Makes the equation; asks for every argument it has, whatever their values.
  public let make: @Sendable (any PluginArguments) throws -> any Equation

  /// An entry called `name`; `make` asks for all arguments, unconditionally.
  public init(
    _ name: String, _ summary: String, subject: Subject = .others, formula: String = "", solutions: String = "",
    cases: @escaping @Sendable () throws -> [any EquationCase] = { [] },
    make: @escaping @Sendable (any PluginArguments) throws -> any Equation
  ) {
    self.name = name
    self.summary = summary
    self.subject = subject
    self.formula = formula
    self.solutions = solutions
    self.cases = cases
    self.make = make
  }
}

/// An equation with solutions that somebody else has found, whatever its type: see `SolvedCase`.
public protocol EquationCase: Sendable {
  /// The equation's type.
  associatedtype Law: Equation
  /// The equation, with one or several choices of its coefficients, and a solution of each.
  var solved: KeyValuePairs<Law, ReferenceSolution<Law.Unknown>> { get }
  /// Where the solutions hold.
  var ranges: [Axis: ClosedRange<Double>] { get }
  /// The size of a residual that counts as nothing, as a share of its largest term.
  var tolerance: Double { get }
}

/// An equation with solutions that somebody else has found, on a box. Take general coefficients, neither 0 nor 1, so that
/// a forgotten factor shows.
public struct SolvedCase<Law: Equation>: EquationCase {
  /// The equation, with one or several choices of its coefficients, and a solution of each.
  public let solved: KeyValuePairs<Law, ReferenceSolution<Law.Unknown>>
  /// Where the solutions hold.
  public let ranges: [Axis: ClosedRange<Double>]
  /// The size of a residual that counts as nothing, as a share of its largest term.
  public let tolerance: Double

  /// Several solutions, which share the work of showing every term.
  public init(
    _ solved: KeyValuePairs<Law, ReferenceSolution<Law.Unknown>>, on ranges: [Axis: ClosedRange<Double>],
    tolerance: Double = 1e-11
  ) {
    self.solved = solved
    self.ranges = ranges
    self.tolerance = tolerance
  }

  /// One solution, which shows every term.
  public init(
    _ equation: Law, solvedBy solution: ReferenceSolution<Law.Unknown>, on ranges: [Axis: ClosedRange<Double>],
    tolerance: Double = 1e-11
  ) {
    self.init([equation: solution], on: ranges, tolerance: tolerance)
  }
}
