// Nothing out of a file is read with it, whatever the file says; and no file keeps us busy with its groups.

import CHDF5
import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct OtherFilesTests {
  /// A file at `path` of what `body` makes in it with libhdf5's own calls, beside "secret.h5" with data set "u" and "secret.bin",
  /// both 7s.
  private func withFile(_ body: (hid_t, _ folder: String) throws -> Void, _ check: (HDF5Reader) throws -> Void) throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/secret.h5").write(
        FieldSnapshot(coordinates: [(.x, [0, 1])], fields: [("u", Tensor(shape: [2], repeating: 7.0))]))
      let sevens = [Double](repeating: 7, count: 2).withUnsafeBytes { Data($0) }
      try sevens.write(to: URL(filePath: folder + "/secret.bin"))
      let file = H5Fcreate(folder + "/a.h5", pinn_h5_create(), 0, 0)
      try #require(file >= 0)
      try body(file, folder)
      H5Fclose(file)
      try check(HDF5Reader(path: folder + "/a.h5"))
    }
  }

  /// A data set of two float64 with the given way of creation.
  private func dataset(_ file: hid_t, _ name: String, _ creation: hid_t = 0) {
    var count: hsize_t = 2
    let space = H5Screate_simple(1, &count, nil)
    let dataset = H5Dcreate2(file, name, pinn_h5_file_double(), space, 0, creation, 0)
    #expect(dataset >= 0)
    if creation == 0 { H5Dwrite(dataset, pinn_h5_native_double(), 0, 0, 0, [1.0, 2.0]) }
    H5Dclose(dataset)
    H5Sclose(space)
  }

  @Test func arraysInOtherFilesAreRefused() throws {
    try withFile { file, folder in
      let external = pinn_h5_dataset_creation()
      H5Pset_external(external, folder + "/secret.bin", 0, 16)
      dataset(file, "external", external)
      let virtual = pinn_h5_dataset_creation()
      var count: hsize_t = 2
      let space = H5Screate_simple(1, &count, nil)
      H5Pset_virtual(virtual, space, folder + "/secret.h5", "/fields/u", space)
      dataset(file, "virtual", virtual)
      dataset(file, "own")
      for list in [external, virtual] { H5Pclose(list) }
      H5Sclose(space)
    } _: { (reader: HDF5Reader) throws in
      for name in ["external", "virtual"] {
        let said = sentence { try reader.values(of: name) }
        #expect(said?.contains("has its numbers in other files, which aren't opened") == true, "\(said ?? "read")")
        #expect(sentence { try reader.field(name, coordinates: [.x: "own"]) } != nil)
        #expect(sentence { try reader.field("own", coordinates: [.x: name]) } != nil)
      }
      #expect(try reader.datasets().map(\.path) == ["/external", "/own", "/virtual"])
      #expect(try reader.values(of: "own").elements == [1, 2])
    }
  }

  @Test func linksToOtherFilesAreNotFollowed() throws {
    try withFile { file, folder in
      dataset(file, "own")
      H5Lcreate_external(folder + "/secret.h5", "/fields/u", file, "out", 0, 0)
      H5Lcreate_external(folder + "/secret.h5", "/fields", file, "group", 0, 0)
      H5Lcreate_soft("/out", file, "roundabout", 0, 0)
      H5Lcreate_soft("/own", file, "inside", 0, 0)
    } _: { (reader: HDF5Reader) throws in
      #expect(try reader.datasets().map(\.path) == ["/own"])
      #expect(try reader.linksLeftOut() == ["/group", "/inside", "/out", "/roundabout"])
      for name in ["out", "roundabout", "group/u"] {
        let said = sentence { try reader.values(of: name) }
        #expect(said?.contains("is a link to another file, which isn't followed") == true, "\(said ?? "read")")
        #expect(sentence { try reader.attributes(of: name) }?.contains("isn't followed") == true)
      }
      #expect(try reader.values(of: "inside").elements == [1, 2])
    }
  }

  /// The coordinates of a file like ours are names in an attribute; what they lead to is no less a stranger's.
  @Test func coordinatesAreNotFollowedEither() throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/secret.h5").write(
        FieldSnapshot(coordinates: [(.x, [5, 6])], fields: [("u", Tensor(shape: [2]))]))
      try HDF5Writer(path: folder + "/a.h5").write(
        FieldSnapshot(coordinates: [(.x, [0, 1])], fields: [("u", Tensor(shape: [2]))]))
      let file = H5Fopen(folder + "/a.h5", 1, 0)
      for name in ["/coordinates/x", "/fields/x"] { H5Ldelete(file, name, 0) }
      H5Lcreate_external(folder + "/secret.h5", "/coordinates/x", file, "/coordinates/x", 0, 0)
      H5Fclose(file)
      let reader = try HDF5Reader(path: folder + "/a.h5")
      #expect(sentence { try reader.snapshot() }?.contains("is a link to another file") == true)
    }
  }

  /// Records whose names are of variable length hold addresses in memory where names of fixed length have letters.
  @Test func addressesInMemoryAreNoNames() throws {
    try withFolder { folder in
      try HDF5Writer(path: folder + "/a.h5").write(sampleSnapshot())
      let file = H5Fopen(folder + "/a.h5", 1, 0)
      H5Ldelete(file, "/network/layout", 0)
      let text = H5Tcopy(pinn_h5_c_string())
      H5Tset_size(text, pinn_h5_variable_length())
      let record = H5Tcreate(H5T_COMPOUND, 32)
      H5Tinsert(record, "name", 0, text)
      for (i, member) in ["offset", "rows", "columns"].enumerated() {
        H5Tinsert(record, member, 8 + 8 * i, pinn_h5_file_int64())
      }
      var count: hsize_t = 1
      let space = H5Screate_simple(1, &count, nil)
      let dataset = H5Dcreate2(file, "/network/layout", record, space, 0, 0, 0)
      try "all".withCString { name in
        let words = [UInt64(UInt(bitPattern: name)), 0, 9, 1]
        try #require(H5Dwrite(dataset, record, 0, 0, 0, words) >= 0)
      }
      H5Dclose(dataset)
      H5Sclose(space)
      for type in [text, record] { H5Tclose(type) }
      H5Fclose(file)
      let said = sentence { try HDF5Reader(path: folder + "/a.h5").snapshot() }
      #expect(said?.contains("it isn't made of records of a name and three whole numbers") == true, "\(said ?? "read")")
    }
  }

  @Test func groupsWithinGroupsAreBounded() throws {
    try withFile { file, _ in
      var groups = [file]
      for _ in 0..<800 { groups.append(H5Gcreate2(groups.last!, "g", 0, 0, 0)) }
      dataset(groups.last!, "deep")
      for group in groups.dropFirst() { H5Gclose(group) }
    } _: { (reader: HDF5Reader) throws in
      let clock = ContinuousClock()
      let start = clock.now
      let said = sentence { try reader.datasets() }
      #expect(said?.contains("groups within groups, 65 deep") == true, "\(said ?? "listed")")
      #expect(sentence { try reader.field("u") } != nil)
      // It took 17 seconds; a hundredth is plenty.
      #expect(clock.now - start < .seconds(2))
    }
  }

  @Test func circlesOfGroupsEnd() throws {
    try withFile { file, _ in
      let group = H5Gcreate2(file, "g", 0, 0, 0)
      dataset(group, "u")
      H5Lcreate_hard(file, "/", group, "back", 0, 0)
      H5Lcreate_hard(file, "/g", file, "again", 0, 0)
      H5Gclose(group)
    } _: { (reader: HDF5Reader) throws in
      #expect(try reader.datasets().map(\.path) == ["/again/u"])
    }
  }

  @Test func manyDataSetsAreListedAtOnce() throws {
    try withFile { file, _ in
      for i in 0..<3_000 { dataset(file, "u\(i)") }
    } _: { (reader: HDF5Reader) throws in
      let start = ContinuousClock().now
      #expect(try reader.datasets().count == 3_000)
      #expect(ContinuousClock().now - start < .seconds(5))
    }
  }
}
