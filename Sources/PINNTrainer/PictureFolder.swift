// The pictures that a trainer draws, one file each, in a folder of their own.

import Foundation
import PINN
import PINNPlots

/// A folder for pictures, made if it isn't there.
public struct PictureFolder {
  /// Where it is.
  public let path: String
  /// Whether pictures that are there already are replaced.
  public let force: Bool

  /// A folder at `path`.
  public init(path: String, force: Bool) {
    self.path = path
    self.force = force
  }

  /// Makes the folder. Refuses one that has PNG files already, unless they may be replaced, before anything is computed.
  public func validate() throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let files = try FileManager.default.contentsOfDirectory(atPath: path)
      if !force, let file = files.sorted().first(where: { $0.hasSuffix(".png") }) {
        throw ProblemError("the folder '\(path)' has pictures already, such as \(file); name another, or --force")
      }
      guard access(path, W_OK) == 0 else { throw ProblemError("nothing can be written in the folder '\(path)'") }
    } catch let error as ProblemError {
      throw error
    } catch {
      throw ProblemError("'\(path)' can't be a folder for pictures: there is something else, or it can't be made")
    }
  }

  /// Draws what a snapshot holds, and the points of conditions if `axes`, within `bounds`, span a plane; returns the files'
  /// names.
  public func write(
    _ snapshot: FieldSnapshot, points: [(condition: String, points: Tensor<Double>)] = [], axes: [Axis] = [],
    bounds: [ClosedRange<Double>] = []
  ) throws -> [String] {
    var pictures = try snapshot.standardPictures()
    if axes.count == 2, !points.isEmpty {
      let sets = points.map { (name: $0.condition, points: $0.points) }
      pictures.append(("points", try PointPlot(sets, axes: axes, bounds: bounds).picture))
    }
    return try pictures.map { name, picture in
      let file = "\(name.replacing("/", with: "_")).png"
      try picture.write(to: "\(path)/\(file)", force: force)
      return file
    }
  }
}
