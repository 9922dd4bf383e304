// Saves snapshots: the file as people see it, and the promise that it is never half-written.

import PINNFields
import PINNFiles

/// Writes snapshots to HDF5 files, which Python (h5py), MATLAB, Julia and h5dump read.
///
/// Arrays are float64, row-major, with checksums (Fletcher-32); those above 256 KiB are shuffled and compressed (deflate):
///
///     /fields/u               [t, x] or [t, y, x]: time first, then the space axes, slowest first; the coordinates
///                             attached as dimension scales (H5DS) with labels; attribute axes: "t,y,x"; and units,
///                             long_name, role where they are known. At points [N], as time series [t, N]: axes "t,point",
///                             and attribute coordinates: "x y"
///     /coordinates/t          [nt], /coordinates/x [nx], ...; [N] each for points; links to them in /fields
///     /cells/triangles        [M, 3], corners as numbers of points from 0; likewise edges and tetrahedra
///     /history/step           [n], /history/seconds, /history/loss, and one array for each condition
///     /network/parameters     [n], all parameters, flat
///     /network/layout         compound array: name, offset, rows, columns of each block of the parameters
///     /network/blocks/NAME    [rows, columns], the same parameters block by block
///
/// and the snapshot's attributes on the root group: float64, int64 or UTF-8 text of fixed length. Equal snapshots make
/// equal bytes. A name that HDF5 can't have is changed as little as needed ("/" becomes "_"), so that no result is lost
/// for its name.
///
/// Format: The HDF Group, HDF5 File Format Specification, version 3: readable since HDF5 1.10 (2016), everything that
/// a reader goes by with checksums.
public struct HDF5Writer: FieldFileWriter {
  /// Where the file goes.
  public let path: String
  /// Whether a file that is there already is replaced.
  public let force: Bool

  /// A writer to `path`, which replaces a file that is there already only with `force`.
  public init(path: String, force: Bool = false) {
    self.path = path
    self.force = force
  }

  /// Refuses what `write` would refuse, to be called before hours of training: an existing file without `force`, a
  /// folder that is missing or can't be written to. Throws `HDF5Error`.
  public func validate() throws { try AtomicFile(path: path, replaces: force).validate() }

  /// Writes the snapshot whole or not at all: a temporary file beside it is forced to the disk and then renamed. Throws
  /// `HDF5Error` for a file that can't be written, or for arrays that don't fit the coordinates.
  public func write(_ snapshot: FieldSnapshot) throws {
    try SnapshotImage(snapshot).withBytes { try AtomicFile(path: path, replaces: force).write($0) }
  }
}
