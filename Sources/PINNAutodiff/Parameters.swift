// Network weights and trainable coefficients: one flat vector theta with named blocks. A network asks a `ParameterScope`
// for its blocks by name; asking again under the same name gives the same block, so that a network evaluated at two places
// (periodic and interface conditions) shares its weights.

import Foundation
import PINNTensor

/// How a parameter block is filled before training.
public enum Initializer: Sendable, Hashable {
  /// Every entry equal to the value.
  case constant(Double)
  /// Normal with variance 2 / (rows + columns) (Glorot & Bengio 2010).
  case glorotNormal
  /// `glorotNormal`, with row i divided by exp(e_i), where e are the initial values of an earlier block, one for each row.
  case glorotNormalOverExponential(of: ParameterBlock)
  /// Normal with the given standard deviation and mean.
  case normal(Double, mean: Double = 0)
  /// Uniform on [-bound, bound].
  case uniform(Double)
  /// These values, as many as the block has entries, row by row. Entries without a value are NaN, which no training starts from.
  case given([Double])
}

/// A named part of the flat parameter vector: a matrix [rows, columns] in row-major order, or a vector (columns = 1).
public struct ParameterBlock: Hashable, Sendable {
  /// Name, unique in its layout, such as "layer 2/weights".
  public let name: String
  /// Index of the first entry in the flat vector.
  public let offset: Int
  /// Number of rows: the outputs of an affine map.
  public let rows: Int
  /// Number of columns: the inputs of an affine map; 1 for vectors.
  public let columns: Int

  /// The number of entries.
  public var count: Int { rows * columns }
  /// Where the entries are in the flat vector.
  public var range: Range<Int> { offset..<offset + count }
}

/// All blocks of a flat parameter vector, in order, with their initial values.
public struct ParameterLayout: Sendable, Equatable {
  /// The blocks, adjacent and in order.
  public private(set) var blocks: [ParameterBlock] = []
  /// How each block is filled.
  public private(set) var initializers: [Initializer] = []

  /// An empty layout.
  public init() {}

  /// The number of parameters.
  public var count: Int { blocks.last.map { $0.offset + $0.count } ?? 0 }

  /// The block called `name`, if there is one.
  public func block(named name: String) -> ParameterBlock? { blocks.first { $0.name == name } }

  /// Initial values for the seed. Each block draws from a random stream of its own name.
  public func initialValues(seed: UInt64) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(count)
    for (block, initializer) in zip(blocks, initializers) {
      var rng = RandomStream(seed: seed, for: StreamKey(.initialValues, of: block.name))
      let glorot = (2 / Double(block.rows + block.columns)).squareRoot()
      for entry in 0..<block.count {
        switch initializer {
        case .constant(let value): values.append(value)
        case .glorotNormal: values.append(rng.normal() * glorot)
        case .glorotNormalOverExponential(let exponents):
          values.append(rng.normal() * glorot * exp(-values[exponents.offset + entry / block.columns]))
        case .normal(let deviation, let mean): values.append(mean + deviation * rng.normal())
        case .uniform(let bound): values.append(bound * (2 * rng.uniform() - 1))
        case .given(let given): values.append(entry < given.count ? given[entry] : .nan)
        }
      }
    }
    return values
  }

  mutating func add(name: String, rows: Int, columns: Int, initializer: Initializer) -> ParameterBlock {
    let block = ParameterBlock(name: name, offset: count, rows: rows, columns: columns)
    blocks.append(block)
    initializers.append(initializer)
    return block
  }
}

/// Hands out parameter blocks by name while a network writes down its forward formula.
public final class ParameterScope {
  private final class Storage { var layout = ParameterLayout() }
  private let storage: Storage
  private let prefix: String

  /// An empty scope.
  public init() {
    storage = Storage()
    prefix = ""
  }

  private init(storage: Storage, prefix: String) {
    self.storage = storage
    self.prefix = prefix
  }

  /// The blocks handed out so far.
  public var layout: ParameterLayout { storage.layout }

  /// The same scope with `name/` before every block's name: for a layer, or one of several networks.
  public func scope(_ name: String) -> ParameterScope { ParameterScope(storage: storage, prefix: "\(prefix)\(name)/") }

  /// The block called `name`, made on first use. Asking again with another shape gives a block that is refused when the
  /// expression using it is compiled.
  public func block(_ name: String, rows: Int, columns: Int = 1, _ initializer: Initializer) -> ParameterBlock {
    let name = prefix + name
    if let known = storage.layout.block(named: name) {
      return known.rows == rows && known.columns == columns
        ? known : ParameterBlock(name: name, offset: -1, rows: rows, columns: columns)
    }
    return storage.layout.add(name: name, rows: rows, columns: columns, initializer: initializer)
  }

  /// A vector of parameters as an expression of width `width`, the same at every point.
  public func vector(_ name: String, width: Int, _ initializer: Initializer) -> Expr {
    .parameter(block(name, rows: width, initializer))
  }

  /// The affine map W x + b with W [outputs, x.width] and b [outputs], blocks `name/weights` and `name/bias`.
  public func affine(
    _ name: String, _ x: Expr, outputs: Int, weights: Initializer = .glorotNormal, bias: Initializer = .constant(0)
  ) -> Expr {
    .affine(
      weights: block("\(name)/weights", rows: outputs, columns: x.width, weights),
      bias: block("\(name)/bias", rows: outputs, bias), x)
  }
}
