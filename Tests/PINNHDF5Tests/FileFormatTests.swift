// The format is chosen by the extension; whatever the format, a file is whole or isn't there.

import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct FileFormatTests {
  @Test func extensionsChooseWriters() throws {
    #expect(try FileFormat.all.writer(to: "a/b.H5") is HDF5Writer)
    #expect(try FileFormat.all.writer(to: "b.xdmf") is XDMFWriter)
    #expect(try FileFormat.all.writer(to: "b.c.csv") is CSVWriter)
    for (ending, kind) in [("vti", VTKWriter.Kind.image), ("vtr", .rectilinear), ("vtu", .unstructured)] {
      let writer = try FileFormat.all.writer(to: "b.\(ending)")
      #expect((writer as? VTKWriter)?.kind == kind)
    }
    let said = sentence { try FileFormat.all.writer(to: "u.xlsx") }
    #expect(
      said?.hasPrefix("the output file 'u.xlsx' ends in .xlsx, which is no format known here; let it end in") == true)
    #expect(said?.contains(".vti (VTK uniform grid)") == true)
    for name in ["u", "folder.h5/u", ".csv"] {
      #expect(sentence { try FileFormat.all.writer(to: name) }?.contains("'\(name)' has no extension") == true)
    }
  }

  @Test(arguments: FileFormat.all.map(\.fileExtension)) func nothingIsReplacedWithoutForce(ending: String) throws {
    try withFolder { folder in
      let snapshot = ending == "vtu" ? samplePoints(times: []) : uniform()
      let path = "\(folder)/a.\(ending)"
      try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
      let writer = try FileFormat.all.writer(to: path)
      let expected = "'\(path)' exists already and is left as it is; choose another name, or force to replace it"
      #expect(sentence { try writer.validate() } == expected)
      #expect(sentence { try writer.write(snapshot) } == expected)
      #expect(try contents(of: folder) == ["a.\(ending)"])
      #expect(FileManager.default.contents(atPath: path) == Data("precious".utf8))
      try FileFormat.all.writer(to: path, force: true).write(snapshot)
      #expect(FileManager.default.contents(atPath: path) != Data("precious".utf8))
      #expect(try contents(of: folder) == (ending == "xdmf" ? ["a.h5", "a.xdmf"] : ["a.\(ending)"]))
      let nowhere = try FileFormat.all.writer(to: "\(folder)/no/a.\(ending)")
      #expect(sentence { try nowhere.validate() }?.contains("its folder '\(folder)/no' can't be used") == true)
      var wrong = snapshot
      wrong.fields[0].values = Tensor(shape: [3])
      #expect(
        sentence { try FileFormat.all.writer(to: "\(folder)/b.\(ending)").write(wrong) }?.contains("shape") == true)
    }
  }

  @Test func whatHasNoPlaceIsRefused() throws {
    try withFolder { folder in
      let said = { (ending: String, snapshot: FieldSnapshot) in
        let writer = try? FileFormat.all.writer(to: "\(folder)/a.\(ending)")
        let written = sentence { try writer?.write(snapshot) }
        // Known from the axes and the points alone, before there are values.
        var outline = FieldSnapshot(coordinates: snapshot.coordinates, points: snapshot.points, fields: [])
        outline.cells = snapshot.cells
        #expect(sentence { try writer?.validate(for: outline) } == written)
        return written ?? "written"
      }
      #expect(said("vti", sampleSnapshot()).contains("whose values along x aren't equidistant; write .vtr instead"))
      #expect(said("vti", samplePoints()).contains("only on a grid; write .vtu instead"))
      #expect(said("vtu", sampleSnapshot()).contains("can't hold a grid"))
      #expect(said("vtu", samplePoints()).contains("can't hold values at several t"))
      var backwards = uniform()
      backwards.coordinates[1].values = [2, 1, 0]
      #expect(said("vtr", backwards).contains("along x don't increase"))
      let four = FieldSnapshot(
        coordinates: ["a", "b", "c", "d"].map { (Axis($0), [0.0]) }, fields: [("u", Tensor(shape: [1, 1, 1, 1]))])
      #expect(said("vtr", four).contains("over 4 axes, but at most 3"))
      #expect(said("xdmf", four).contains("XDMF has no place for a snapshot over (a, b, c, d)"))
      let left = try contents(of: folder)
      #expect(left == [])
      for (ending, snapshot) in [("vti", uniform()), ("vtr", sampleSnapshot()), ("vtu", samplePoints(times: []))] {
        #expect(said(ending, snapshot) == "written")
      }
      #expect(said("h5", four) == "written")
    }
  }

  @Test func cellsMustNamePoints() throws {
    var snapshot = samplePoints()
    snapshot.cells[2] = [0, 5, 1]
    #expect(throws: ProblemError("cell 2, [0, 5, 1], must name 2, 3, 4, 6, 8 or 9 of the points 0 to 4")) {
      try snapshot.validate()
    }
  }

  private func uniform() -> FieldSnapshot {
    FieldSnapshot(
      coordinates: [(.t, [0, 0.5]), (.x, [0, 1, 2])],
      fields: [("u", Tensor(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5]))])
  }
}
