// Reads HDF5 files of any origin: what is in them, and numbers of any type as float64.

import CHDF5
import Foundation
import PINNCore
import PINNFiles

/// An HDF5 file, open for reading until the value goes.
///
/// Every mistake in a file, from a wrong name to damaged bytes, is an `HDF5Error` that says what is wrong with which
/// file, if libhdf5 notices: files by `HDF5Writer` have checksums on everything, files of others on what they chose. Nothing
/// outside of the file is read: links to other files aren't followed, and arrays that lie in other files are refused. Readers may be used from several threads; calls take turns.
public final class HDF5Reader: Sendable {
  /// The path that the file was opened at.
  public let path: String
  let file: Handle
  let fileSize: Int

  /// Opens the file at `path`. Throws `HDF5Error` if there is no file, it isn't an HDF5 file, or it is damaged or cut
  /// short.
  public init(path: String) throws {
    guard let kind = AtomicFile.kind(of: path) else {
      throw HDF5Error("'\(path)' can't be read (\(String(cString: strerror(errno))))")
    }
    guard kind == S_IFREG else { throw HDF5Error("'\(path)' can't be read: it is not an ordinary file") }
    guard access(path, R_OK) == 0 else {
      throw HDF5Error("'\(path)' can't be read (\(String(cString: strerror(errno))))")
    }
    var bytes: hsize_t = 0
    file = try Library.call {
      guard H5Fis_hdf5(path) > 0 else {
        throw HDF5Error("'\(path)' is not an HDF5 file: it lacks the format's signature")
      }
      let file = try Handle(H5Fopen(path, pinn_h5_read_only(), 0), "'\(path)' is damaged or was cut short")
      try check(H5Fget_filesize(file.id, &bytes), "the size of '\(path)' can't be found")
      return file
    }
    self.path = path
    fileSize = Int(clamping: bytes)
  }

  /// All data sets of the file, by path, with their shapes. Throws `HDF5Error` for a file whose groups are too many, or nested too
  /// deep, to be searched in a moment.
  public func datasets() throws -> [(path: String, shape: [Int])] {
    try Library.call { try FileContents(of: self).datasets }
  }

  /// The paths of the links that aren't followed: to other files, and by name instead of to an object.
  public func linksLeftOut() throws -> [String] { try Library.call { try FileContents(of: self).linksLeftOut } }

  /// The numbers of the data set at `dataset`, of any integer or floating-point type and any shape, as float64;
  /// `transposed` reverses the order of the axes: [n, m] -> [m, n]. Integers above 2^53 are rounded. Throws `HDF5Error`
  /// for a data set that isn't there (it lists those that are), holds no numbers, or is damaged.
  public func values(of dataset: String, transposed: Bool = false) throws -> Tensor<Double> {
    let stored = try Library.call { try numbers(in: open(dataset), dataset) }
    return transposed ? stored.axesReversed : stored
  }

  // MARK: - For the other readers here

  func shape(of dataset: borrowing Handle, _ name: String) throws -> [Int] {
    let sentence = "the shape of '\(name)' in '\(path)' can't be read"
    let space = try Handle(H5Dget_space(dataset.id), sentence)
    guard H5Sget_simple_extent_type(space.id) != H5S_NULL else { return [0] }
    let rank = try check(H5Sget_simple_extent_ndims(space.id), sentence)
    var extents = [hsize_t](repeating: 0, count: Int(rank))
    try check(H5Sget_simple_extent_dims(space.id, &extents, nil), sentence)
    return extents.map { Int(clamping: $0) }
  }

  func numbers(in dataset: borrowing Handle, _ name: String) throws -> Tensor<Double> {
    let sentence = "the data set '\(name)' of '\(path)' can't be read"
    let type = try Handle(H5Dget_type(dataset.id), sentence)
    guard [H5T_INTEGER, H5T_FLOAT, H5T_ENUM].contains(H5Tget_class(type.id)) else {
      throw HDF5Error("the data set '\(name)' of '\(path)' holds no numbers, but text or records")
    }
    let shape = try shape(of: dataset, name)
    let (count, tooMany) = shape.reduce((1, false)) { product, extent in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: extent)
      return (value, product.1 || overflow)
    }
    // A damaged shape must not make us ask for more memory than there is. Compression gains at most a factor of 1032
    // (deflate); without it a value has its bytes in the file.
    let creation = try Handle(H5Dget_create_plist(dataset.id), sentence)
    let factor = H5Pget_layout(creation.id) == H5D_CHUNKED ? 1032 : 1
    let (limit, unlimited) = fileSize.multipliedReportingOverflow(by: factor)
    guard !tooMany, unlimited || count <= limit / max(1, H5Tget_size(type.id)) else {
      throw HDF5Error(
        "the data set '\(name)' of '\(path)' claims the shape \(shape), more than a file of \(fileSize) bytes can hold: "
          + "it is damaged, or was never filled")
    }
    let elements = try [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      if count > 0 {
        try check(H5Dread(dataset.id, pinn_h5_native_double(), 0, 0, 0, buffer.baseAddress), sentence)
      }
      filled = count
    }
    return Tensor(shape: shape, elements: elements)
  }
}

extension Tensor {
  /// The same values with the axes in reverse order: [n, m] -> [m, n].
  fileprivate var axesReversed: Tensor {
    let extents = Array(shape.reversed())
    // How far to go in the source for one step along each axis of the result.
    let steps = extents.indices.map { extents[..<$0].reduce(1, *) }
    var result: [Scalar] = []
    result.reserveCapacity(elements.count)
    var index = [Int](repeating: 0, count: rank)
    var source = 0
    while result.count < elements.count {
      result.append(elements[source])
      for axis in extents.indices.reversed() {
        index[axis] += 1
        source += steps[axis]
        if index[axis] < extents[axis] { break }
        source -= extents[axis] * steps[axis]
        index[axis] = 0
      }
    }
    return Tensor(shape: extents, elements: result)
  }
}
