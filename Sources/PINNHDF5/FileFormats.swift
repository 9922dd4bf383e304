// The formats on libhdf5, and with them the table of all.

import PINNFiles

extension FileFormat {
  /// Every format there is, by extension: `FileFormat.all.writer(to: "burgers.vti")`.
  public static let all: [FileFormat] =
    [
      FileFormat("HDF5", fileExtension: "h5") { HDF5Writer(path: $0, force: $1) },
      FileFormat("XDMF for ParaView, with its HDF5 file", fileExtension: "xdmf") { XDMFWriter(path: $0, force: $1) },
    ] + plain
}
