// Pictures as files of three formats; what can't be drawn or written is a sentence.

import Foundation
import PINNCore
import PINNPlots
import Testing

@Suite struct PictureFileTests {
  private func svg(_ plot: some Plot) throws -> String { String(decoding: try plot.bytes(as: .svg), as: UTF8.self) }
  private func strokes(_ svg: String) -> Int { svg.matches(of: /<path [^>]*fill:none;stroke-width/).count }

  @Test func formatsBeginAsTheyShouldAndRepeat() throws {
    let map = try FieldMap(sample(), "u")
    let starts: [(PictureFormat, String)] = [(.png, "\u{89}PNG"), (.svg, "<?xml"), (.pdf, "%PDF-1.")]
    for (format, start) in starts {
      let bytes = try map.bytes(as: format)
      #expect(Array(bytes.prefix(start.unicodeScalars.count)) == start.unicodeScalars.map { UInt8($0.value) })
      if format != .svg { #expect(try map.bytes(as: format) == bytes) }
    }
    #expect(try svg(map).contains("<image"))
  }

  @Test func everyCurveIsAPathAndHasASample() throws {
    let counts = try [1, 3, 6].map { count in
      strokes(try svg(LinePlot(sample(), "u", along: .x, at: .t, (0..<count).map { Double($0) / 6 })))
    }
    // A time more is a curve, its reference, and a sample in the legend.
    #expect(counts[1] - counts[0] == 6 && counts[2] - counts[1] == 9)
    #expect(strokes(try svg(LossHistoryPlot(history(50)))) == 2 + 3 + 3)
  }

  @Test func longCurvesAreThinnedButKeepTheirPeaks() throws {
    let x = (0..<100_000).map(Double.init)
    var y = x.map { sin($0 / 10_000) }
    (y[31_415], y[70_000]) = (3, -3)
    let plot = LinePlot([Curve("", x: x, y: y)], xLabel: "x", yLabel: "y")
    #expect(try svg(plot).utf8.count < 150_000)
    // Both peaks are drawn: in the columns of their pixels there is the curve's colour far from the sine.
    let area = try #require(plot.picture.plotArea)
    let pixels = try Pixels(plot)
    #expect(pixels.color(31_415 / 99_999, 0.8, in: area).red < 0.5)
    #expect(pixels.color(70_000 / 99_999, 0.1, in: area).red < 0.5)
  }

  @Test func picturesAreWrittenWhole() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pinn-plots-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let map = try FieldMap(sample(), "u")
    try map.write(to: folder + "/u.PNG")
    #expect(FileManager.default.contents(atPath: folder + "/u.PNG").map(Array.init) == (try map.bytes(as: .png)))
    #expect(sentence { try map.write(to: folder + "/u.PNG") }.contains("exists already"))
    try map.write(to: folder + "/u.PNG", force: true)
    #expect(sentence { try map.write(to: folder + "/no/u.png") }.contains("its folder '\(folder)/no' can't be used"))
    #expect(
      sentence { try map.write(to: folder + "/u.jpg") }
        == "the picture '\(folder)/u.jpg' must end in one of .png, .svg, .pdf")
    #expect(sentence { try map.write(to: "/proc/u.png") }.contains("'/proc'"))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files == ["u.PNG"])
  }

  @Test func whatCannotBeDrawnIsASentence() throws {
    let snapshot = sample()
    #expect(
      sentence { _ = try FieldMap(snapshot, "w") }
        == "the snapshot has no field 'w'; it has 'u', 'reference_u', 'error_u'")
    let cut = try snapshot.slice(at: [.t: 0.51])
    #expect(cut.values == [.t: 0.5])
    #expect(
      sentence { _ = try FieldMap(cut.snapshot, "u") }.contains("'u' is over (x); cut the others with slice(at:)"))
    #expect(sentence { _ = try LinePlot(snapshot, "u", along: .x) }.contains("so it has no curves over (x) alone"))
    #expect(
      sentence { _ = try snapshot.slice(at: [.y: 1]) }
        == "the snapshot can't be cut at y = 1.0: its grid has the axes (t, x)")
    #expect(
      sentence { _ = try LossHistoryPlot([("loss", [1])]) }
        == "a history needs the series 'step' and 'loss'; it has 'loss'")
    #expect(
      sentence { _ = try LossHistoryPlot([("step", [0, 1]), ("loss", [1])]) }.contains(
        "'loss' has 1 values, but there are 2"))
    #expect(
      sentence { _ = try PointPlot([("a", Tensor(rows: [[1, 2, 3]]))], axes: [.x, .y]) }.contains("drawn over two axes")
    )
    #expect(sentence { _ = try Figure { for _ in 0..<0 { cutPlot(cut.snapshot) } } }.contains("at least one plot"))
    let wide = try Figure(columns: 200) { for _ in 0..<200 { try FieldMap(snapshot, "u") } }
    #expect(sentence { _ = try wide.bytes(as: .png) }.contains("Cairo says"))
  }

  private func cutPlot(_ snapshot: FieldSnapshot) -> any Plot { LinePlot([], xLabel: "", yLabel: "") }

  @Test func standardPicturesShowEveryField() throws {
    var snapshot = sample()
    snapshot.history = history(5)
    let names = try snapshot.standardPictures().map(\.name)
    #expect(names == ["u", "error_u", "u-slices", "loss"])
    // Four axes: time at three places, z in the middle.
    let four = FieldSnapshot(
      coordinates: [(.t, [0, 1, 2]), (.z, [0, 1, 2]), (.y, [0, 1]), (.x, [0, 1])],
      fields: [("p", Tensor(shape: [3, 3, 2, 2], elements: (0..<36).map(Double.init)))])
    let pictures = try four.standardPictures()
    #expect(pictures.map(\.name) == ["p", "p-slices"])
    let titles = pictures[0].picture.texts.map(\.text)
    #expect(titles.contains("t = 0, z = 1") && titles.contains("t = 1, z = 1") && titles.contains("t = 2, z = 1"))
    let one = try cutOnce(snapshot)
    #expect(try one.standardPictures().map(\.name) == ["u", "error_u", "loss"])
    var points = FieldSnapshot(
      points: try PointSet(axes: [.x, .y], points: Tensor(rows: [[0, 0], [1, 1]])), fields: [("u", Tensor(shape: [2]))])
    #expect(try points.standardPictures().map(\.name) == ["u"])
    points.coordinates = [(.t, [0])]
    #expect(throws: ProblemError.self) { try points.standardPictures() }
  }

  private func cutOnce(_ snapshot: FieldSnapshot) throws -> FieldSnapshot { try snapshot.slice(at: [.t: 0]).snapshot }
}
