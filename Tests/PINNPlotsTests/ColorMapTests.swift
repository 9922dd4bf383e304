// Colour maps are what they claim to be, measured in CIELAB.

import PINNPlots
import Testing

@Suite struct ColorMapTests {
  private func distances(_ map: ColorMap, _ steps: Int) -> [Double] {
    let colors = (0...steps).map { Lab(map.color(at: Double($0) / Double(steps))) }
    return zip(colors, colors.dropFirst()).map { a, b in
      let (l, u, v) = (a.lightness - b.lightness, a.a - b.a, a.b - b.b)
      return (l * l + u * u + v * v).squareRoot()
    }
  }

  @Test func labKnowsPrimaries() {
    // Red and green of sRGB under D65, by Lindbloom's calculator.
    let red = Lab(Color(hex: 0xFF0000))
    let green = Lab(Color(hex: 0x00FF00))
    #expect(abs(red.lightness - 53.2408) < 1e-3 && abs(red.a - 80.0925) < 1e-3 && abs(red.b - 67.2032) < 1e-3)
    #expect(abs(green.lightness - 87.7347) < 1e-3 && abs(green.a + 86.1827) < 1e-3 && abs(green.b - 83.1793) < 1e-3)
    #expect(abs(Lab(.white).lightness - 100) < 1e-4 && Lab(.black).lightness == 0)
  }

  @Test func viridisGetsLighterEvenly() {
    let lightness = (0...200).map { Lab(ColorMap.viridis.color(at: Double($0) / 200)).lightness }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
    #expect(lightness[0] < 16 && lightness[200] > 89)
    // Half-way between in lightness at half-way, up to a few units.
    #expect(abs(lightness[100] - 0.5 * (lightness[0] + lightness[200])) < 4)
    #expect(
      ColorMap.viridis.color(at: 0) == Color(hex: 0x440154) && ColorMap.viridis.color(at: 1) == Color(hex: 0xFDE725))
  }

  @Test func divergingIsSymmetricAndUniform() {
    let map = ColorMap.diverging
    let lightness = (0...200).map { Lab(map.color(at: Double($0) / 200)).lightness }
    for i in 0..<100 {
      #expect(lightness[i] < lightness[i + 1] && lightness[200 - i] < lightness[199 - i])
      #expect(abs(lightness[i] - lightness[200 - i]) < 0.5)
    }
    let middle = Lab(map.color(at: 0.5))
    #expect(abs(middle.a) < 0.5 && abs(middle.b) < 0.5 && middle.lightness > 94)
    for half in [distances(map, 64).prefix(32), distances(map, 64).suffix(32)] {
      #expect(half.max()! / half.min()! < 1.05)
    }
    // Blue is negative.
    #expect(map.color(at: 0).blue > map.color(at: 0).red && map.color(at: 1).red > map.color(at: 1).blue)
  }

  @Test func sharesOutsideHaveTheEndsColors() {
    #expect(ColorMap.viridis.color(at: -1) == ColorMap.viridis.color(at: 0))
    #expect(ColorMap.viridis.color(at: 7) == ColorMap.viridis.color(at: 1))
  }
}
