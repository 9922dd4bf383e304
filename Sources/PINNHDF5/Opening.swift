// How data sets and groups are opened: without leaving the file, whatever it says.

import CHDF5
import PINNFiles

extension HDF5Reader {
  /// Opens a data set whose numbers lie in this file; for a name that isn't there, the error lists those that are.
  func open(_ dataset: String) throws -> Handle {
    let id = try opened(dataset) { H5Dopen2(file.id, dataset, $0) }
    guard id < 0 else {
      let handle = try Handle(id, "")
      try refuseStorageElsewhere(of: handle, dataset)
      return handle
    }
    let message = Library.lastMessage
    let known = try datasets().map(\.path)
    guard known.contains(dataset.hasPrefix("/") ? dataset : "/\(dataset)") else {
      let list = known.isEmpty ? "none" : known.joined(separator: ", ")
      throw HDF5Error("there is no data set '\(dataset)' in '\(path)'; it has \(list)")
    }
    throw HDF5Error("the data set '\(dataset)' of '\(path)' is damaged: HDF5 says \"\(message)\"")
  }

  /// Opens a group or data set.
  func openObject(_ object: String) throws -> Handle {
    try Handle(
      opened(object) { H5Oopen(file.id, object, $0) }, "there is no '\(object)' in '\(path)', or it can't be opened")
  }

  /// What `open` returns for the way of access that follows no link to another file; throws where it met one.
  private func opened(_ name: String, _ open: (_ access: hid_t) -> hid_t) throws -> hid_t {
    var wasMet: CInt = 0
    let id = try withUnsafeMutablePointer(to: &wasMet) { wasMet in
      let access = try Handle(pinn_h5_object_access(wasMet), "the way to open '\(name)' can't be described")
      return open(access.id)
    }
    guard wasMet == 0 else {
      throw HDF5Error("'\(name)' in '\(path)' is a link to another file, which isn't followed; open that file itself")
    }
    return id
  }

  /// Refuses a data set whose numbers lie in other files. Only its description is read for that.
  private func refuseStorageElsewhere(of dataset: borrowing Handle, _ name: String) throws {
    let sentence = "the storage of '\(name)' in '\(path)' can't be found"
    let creation = try Handle(H5Dget_create_plist(dataset.id), sentence)
    let isElsewhere =
      try H5Pget_layout(creation.id) == H5D_VIRTUAL || check(H5Pget_external_count(creation.id), sentence) > 0
    guard !isElsewhere else {
      throw HDF5Error(
        "the data set '\(name)' of '\(path)' has its numbers in other files, which aren't opened for it; if you trust it, "
          + "put all into one file first, such as by h5repack -l CONTI")
    }
  }
}
