// Whoever reads and writes HDF5 files has the other formats as well, and their errors.

@_exported import PINNFiles

/// A file that can't be written or read as asked.
public typealias HDF5Error = FileError
