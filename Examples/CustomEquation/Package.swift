// swift-tools-version: 6.1
import PackageDescription

// An equation of one's own, as anybody would add it: a package that depends on swift-pinn. Outside of its repository write
// `.package(url: "https://.../swift-pinn", from: "0.2.0")` instead of the path.

let package = Package(
  name: "custom-equation",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "swift-pinn", path: "../..")],
  targets: [
    .target(
      name: "AllenCahnEquations", dependencies: [.product(name: "PINNCore", package: "swift-pinn")]),
    .executableTarget(
      name: "allen-cahn",
      dependencies: ["AllenCahnEquations", .product(name: "PINN", package: "swift-pinn")]),
    .testTarget(
      name: "AllenCahnTests",
      dependencies: [
        "AllenCahnEquations", .product(name: "PINN", package: "swift-pinn"),
        .product(name: "PINNTestSupport", package: "swift-pinn"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
