// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "swift-pinn", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .executableTarget(
      name: "bench",
      dependencies: [
        .product(name: "PINNAutodiff", package: "swift-pinn"),
        .product(name: "PINNLinearAlgebra", package: "swift-pinn"),
        .product(name: "PINNTensor", package: "swift-pinn"),
        .product(name: "PINNTestSupport", package: "swift-pinn"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "scoreboard",
      dependencies: [
        "PINN", "PINNHDF5", "HeatEquations", "BurgersEquations", "NavierStokesEquations", "PhaseFieldEquations",
      ].map { .product(name: $0, package: "swift-pinn") } + [
        .product(name: "ArgumentParser", package: "swift-argument-parser")
      ]),
  ],
  swiftLanguageModes: [.v6]
)
