// What is in a picture: the right colours at the right places, the right texts without overlaps, holes for what is missing.

import Foundation
import PINNCore
import PINNPlots
import Testing

@Suite struct PictureTests {
  @Test func aLinearFieldHasTheRightColorAtEveryPlace() throws {
    // Unequal steps, and y backwards: u = x / 4 from 0 to 1, over y from 0 to 2.
    let (x, y) = ([0.0, 1, 4], [2.0, 0.5, 0])
    let u = y.flatMap { y in x.map { $0 / 4 * (y + 1) / 3 } }
    let snapshot = FieldSnapshot(coordinates: [(.y, y), (.x, x)], fields: [("u", Tensor(shape: [3, 3], elements: u))])
    let map = try FieldMap(snapshot, "u")
    let area = try #require(map.picture.plotArea)
    #expect(abs(area.width / area.height - 2) < 0.02)
    let pixels = try Pixels(map)
    for (i, j) in [(0.1, 0.1), (0.5, 0.5), (0.9, 0.2), (0.25, 0.75), (0.97, 0.97)] {
      let expected = ColorMap.viridis.color(at: i * (2 * j + 1) / 3)
      #expect(difference(pixels.color(i, j, in: area), expected) < 0.02, "\(i) \(j)")
    }
  }

  @Test func timeRunsToTheRightAndErrorsDiverge() throws {
    let map = try FieldMap(sample(), "error_u")
    let area = try #require(map.picture.plotArea)
    let pixels = try Pixels(map)
    // error = -3e-6 exp(-t) sin(pi x): most negative at t = 0, x = 0.5; none at x = 0.
    #expect(difference(pixels.color(0.01, 0.75, in: area), ColorMap.diverging.color(at: 0.005)) < 0.05)
    #expect(difference(pixels.color(0.01, 0.25, in: area), ColorMap.diverging.color(at: 0.995)) < 0.05)
    #expect(difference(pixels.color(0.99, 0.25, in: area), ColorMap.diverging.color(at: 0.5 + 0.5 * exp(-0.99))) < 0.03)
    #expect(difference(pixels.color(0.5, 0.5, in: area), ColorMap.diverging.color(at: 0.5)) < 0.03)
  }

  @Test func textsSayWhatIsShown() throws {
    let texts = try FieldMap(sample(), "error_u", title: "t = 1").picture.texts.map(\.text)
    for text in ["−1.0", "0.5", "×10⁻⁶", "−3", "3", "u minus exact", "t (s)", "x", "t = 1"] {
      #expect(texts.contains(text), "\(text) is not among \(texts)")
    }
    let line = try LinePlot(sample(), "u", along: .x, at: .t, [0, 0.26, 1]).picture.texts.map(\.text)
    for text in ["t = 0", "t = 0.25", "t = 1", "exact", "velocity u (m/s)"] { #expect(line.contains(text), "\(line)") }
    let residual = FieldSnapshot.Quantity("u_t - nu u_xx", role: .residual)
    var snapshot = sample()
    snapshot.quantities["u"] = residual
    let formula = try FieldMap(snapshot, "u").picture.texts.map(\.text)
    #expect(formula.contains(" − ν u") && formula.contains("xx") && formula.contains("t"))
  }

  @Test func textsDoNotOverlapAndStayInside() throws {
    let pictures: [any Plot] = [
      try FieldMap(sample(), "u"), try FieldMap(sample(), "error_u", title: "a title"),
      try LinePlot(sample(), "u", along: .x, at: .t, [0, 0.5, 1]), try LossHistoryPlot(history(4000)),
      LinePlot([Curve("a", x: [-12345678.5, -12345678.1], y: [-1.00002e-7, -1e-7])], xLabel: "x", yLabel: "y"),
      LinePlot([Curve("a", x: [-12345, -12344], y: [1e-300, 1e300])], xLabel: "x", yLabel: "y", isLogarithmic: true),
      try Figure(columns: 2) {
        for name in ["u", "error_u", "reference_u"] { try FieldMap(sample(), name) }
        try LossHistoryPlot(history(3), over: .seconds)
      },
    ]
    for plot in pictures {
      let texts = plot.picture.texts
      let size = plot.picture.totalSize
      for (i, (text, box)) in texts.enumerated() {
        #expect(box.x >= 0 && box.y >= 0 && box.maxX <= size.width && box.maxY <= size.height, "\(text) \(box) \(size)")
        for (other, place) in texts[..<i] {
          let isApart = box.maxX <= place.x || place.maxX <= box.x || box.maxY <= place.y || place.maxY <= box.y
          #expect(isApart, "'\(text)' and '\(other)' overlap")
        }
      }
    }
  }

  @Test func valuesThatAreMissingAreHoles() throws {
    var snapshot = sample()
    for t in 8...12 { for x in 16...24 { snapshot.fields[0].values[t, x] = t == 8 ? .infinity : .nan } }
    let map = try FieldMap(snapshot, "u")
    #expect(map.missing == 45)
    #expect(map.picture.texts.contains { $0.text == "45 of 861 values are missing (outside, or not finite)" })
    let area = try #require(map.picture.plotArea)
    let pixels = try Pixels(map)
    #expect(pixels.color(0.5, 0.5, in: area) == .white)
    #expect(difference(pixels.color(0.25, 0.5, in: area), ColorMap.viridis.color(at: 0.5)) < 0.02)
    snapshot.fields[0].values.elements = Array(repeating: .nan, count: 861)
    #expect(try FieldMap(snapshot, "u").missing == 861)
    #expect(try !LinePlot(snapshot, "u", along: .x, at: .t, [0]).bytes(as: .svg).isEmpty)
  }

  @Test func constantFieldsAndEmptyHistoriesAreDrawn() throws {
    for value in [0.0, 5, -1e-300] {
      let snapshot = FieldSnapshot(
        coordinates: [(.t, [0, 1]), (.x, [0, 1])], fields: [("u", Tensor(shape: [2, 2], repeating: value))])
      let map = try FieldMap(snapshot, "u")
      let area = try #require(map.picture.plotArea)
      #expect(difference(try Pixels(map).color(0.5, 0.5, in: area), ColorMap.viridis.color(at: 0.5)) < 0.02)
    }
    let one = FieldSnapshot(coordinates: [(.t, [0]), (.x, [3])], fields: [("u", Tensor(shape: [1, 1]))])
    #expect(try !FieldMap(one, "u").bytes(as: .png).isEmpty)
    for count in [0, 1] {
      let plot = try LossHistoryPlot(history(count))
      #expect(plot.picture.texts.contains { $0.text == "the history is empty" } == (count == 0))
      #expect(try !plot.bytes(as: .pdf).isEmpty)
    }
  }

  @Test func trianglesAreFilledAndPointsAreDots() throws {
    let corners = Tensor(rows: [[0.0, 0], [1, 0], [1, 1], [0, 1]])
    var mesh = FieldSnapshot(
      points: try PointSet(axes: [.x, .y], points: corners),
      fields: [("u", Tensor(shape: [4], elements: [0, 1, 1, 0]))])
    mesh.cells = [[0, 1, 2]]
    let map = try FieldMap(mesh, "u")
    let area = try #require(map.picture.plotArea)
    let pixels = try Pixels(map)
    #expect(difference(pixels.color(0.7, 0.3, in: area), ColorMap.viridis.color(at: 0.7)) < 0.02)
    #expect(pixels.color(0.3, 0.7, in: area) == .white)
    mesh.cells = []
    let dots = try FieldMap(mesh, "u")
    let place = try #require(dots.picture.plotArea)
    let colors = try Pixels(dots)
    // With 3 % of room around, the corner (1, 1) is at 1.03 / 1.06 of the way.
    #expect(difference(colors.color(1.03 / 1.06, 1.03 / 1.06, in: place), ColorMap.viridis.color(at: 1)) < 0.02)
    #expect(colors.color(0.5, 0.5, in: place) == .white)
  }

  @Test func pointsHaveTheirSetsColors() throws {
    let plot = try PointPlot(
      [("inside", Tensor(rows: [[0.5, 0.25]])), ("wall", Tensor(rows: [[1, 0.75], [0, 0.75]]))], axes: [.x, .t],
      bounds: [0...1, 0...1])
    let area = try #require(plot.picture.plotArea)
    let pixels = try Pixels(plot)
    #expect(pixels.color(0.25, 0.5, in: area) == Color(hex: 0x0072B2))
    #expect(pixels.color(0.75, 1, in: area) == Color(hex: 0xD55E00))
    #expect(pixels.color(0.5, 0.5, in: area) == .white)
    #expect(plot.picture.texts.contains { $0.text == "wall: 2" })
  }
}
