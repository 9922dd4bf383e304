// Tables of numbers: what is written comes back, and every mistake in a file is named with its line and column.

import Foundation
import PINNCore
import PINNHDF5
import Testing

@Suite struct CSVTests {
  @Test func everyNumberComesBack() throws {
    try withFolder { folder in
      var snapshot = sampleSnapshot()
      snapshot.fields.append(("odd, \"name\"", snapshot.fields[0].values))
      snapshot.fields[0].values.elements[5] = 0.1 + 0.2
      try CSVWriter(path: folder + "/a.csv").write(snapshot)
      let reader = try CSVReader(path: folder + "/a.csv")
      #expect(reader.columns.map(\.name) == ["t", "y", "x", "u", "p", "odd, \"name\""])
      #expect(reader.columns[3].values == snapshot.fields[0].values.elements)
      let points = try reader.points(over: [.x, .t, .y])
      #expect(points.column(.x) == (0..<6).flatMap { _ in [0, 0.125, 0.5, 1] })
      #expect(points.column(.t) == (0..<24).map { $0 < 12 ? 0 : 0.5 })
      #expect(points.data["p"] == snapshot.fields[1].values.elements && points.data.count == 3)
    }
  }

  @Test func timeSeriesAtPointsHaveALineForEachTimeAndPoint() throws {
    try withFolder { folder in
      try CSVWriter(path: folder + "/a.csv").write(samplePoints())
      let reader = try CSVReader(path: folder + "/a.csv")
      #expect(reader.columns.map(\.name) == ["t", "x", "y", "u"] && reader.columns[0].values.count == 10)
      for row in 0..<10 {
        let c = reader.columns.map { $0.values[row] }
        #expect(c[3] == c[0] + 10 * c[1] + 100 * c[2])
      }
    }
  }

  @Test func filesByOthersAreRead() throws {
    try withFolder { folder in
      let path = folder + "/b.csv"
      try Data("\u{FEFF}# measured\r\n x , \"u, wall\" \r\n\r\n1,2e-3\r\n-0.5 ,+4\r\n".utf8)
        .write(to: URL(fileURLWithPath: path))
      let reader = try CSVReader(path: path)
      #expect(
        reader.columns.map(\.name) == ["x", "u, wall"] && reader.columns.map(\.values) == [[1, -0.5], [0.002, 4]])
    }
  }

  @Test(arguments: [
    ("x,u\n1,2\n3,abc\n", "column 'u' in line 3 of 'FILE' is 'abc', not a finite number"),
    ("x,u\n1,nan\n", "column 'u' in line 2 of 'FILE' is 'nan', not a finite number"),
    ("x,u\n1,\n", "column 'u' in line 2 of 'FILE' is '', not a finite number"),
    ("x,u\n\n1,2,3\n", "line 3 of 'FILE' has 3 values, but the first line names 2 columns"),
    ("1,2\n", "line 1 of 'FILE', the first, must name the columns, such as x,t,u; but it has the number 1"),
    ("x,x\n", "column 2 in line 1 of 'FILE' has the name 'x' of another"),
    ("x,\n", "column 2 in line 1 of 'FILE' has no name"),
    ("x,\"u\n", "line 1 of 'FILE' has a quotation mark without its partner"),
    ("x,u\n", "'FILE' must have a line with the names of its columns and at least one line of numbers"),
    ("", "'FILE' must have a line with the names of its columns and at least one line of numbers"),
  ])
  func mistakesAreLocated(text: String, expected: String) throws {
    try withFolder { folder in
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/c.csv"))
      let said = sentence { try CSVReader(path: folder + "/c.csv") }
      #expect(said == expected.replacing("FILE", with: folder + "/c.csv"))
    }
  }

  @Test func whatIsNotThereIsNamed() throws {
    try withFolder { folder in
      #expect(sentence { try CSVReader(path: folder) }?.contains("it is no file") == true)
      #expect(sentence { try CSVReader(path: folder + "/no.csv") }?.contains("there is no such file") == true)
      try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: folder + "/d.csv"))
      #expect(sentence { try CSVReader(path: folder + "/d.csv") }?.contains("is not a text file") == true)
      try CSVWriter(path: folder + "/a.csv").write(samplePoints())
      let said = sentence { try CSVReader(path: folder + "/a.csv").points(over: [.z]) }
      #expect(said == "'\(folder)/a.csv' has no column 'z'; its columns are t, x, y, u")
    }
  }
}
