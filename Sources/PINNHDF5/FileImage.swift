// The bytes of an HDF5 file, made in memory: libhdf5 never touches the disk, so a full disk is an ordinary failed write and not
// a file that the library crashes on when it can't close it.

import CHDF5
import Foundation
import PINNFiles

enum FileImage {
  /// Calls `body` with the bytes of the file that `fill` makes.
  static func withBytes(
    of fill: (borrowing TreeWriter) throws -> Void, storage: TreeWriter.Storage = .compressed,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var image = pinn_h5_image()
    defer { free(image.bytes) }
    try withUnsafeMutablePointer(to: &image) { image in
      try Library.call {
        let creation = try Handle(pinn_h5_file_creation(), "a file can't be described")
        try check(pinn_h5_forget_times(creation.id), "a file can't be described")
        let access = try Handle(pinn_h5_memory_access(image), "a file in memory can't be described")
        let file = try Handle(
          H5Fcreate("image", pinn_h5_create(), creation.id, access.id), "a file can't be made in memory")
        try fill(TreeWriter(file: file.id, storage: storage))
        try check(H5Fflush(file.id, H5F_SCOPE_GLOBAL), "the file can't be finished")
      }
    }
    guard let bytes = image.bytes else { throw HDF5Error("the file can't be finished in memory") }
    // The memory is larger than the file, whose length the superblock gives: signature and sizes [12 bytes], base
    // address [8], extension's address [8], end of file [8].
    let count = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 28, as: UInt64.self))
    try body(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
  }
}
