// swift-tools-version: 6.1
import Foundation
import PackageDescription

// One manifest, many small targets. Infrastructure modules carry the prefix PINN and live under Sources/; equations and
// samplers are plug-ins, one folder and one target each, that import PINNCore and nothing else; this manifest finds them by
// itself.
//
// This is version 0.2.0. SwiftPM keeps what it made of a manifest as long as the text is the same, so each release changes it.

/// The plug-ins under `Equations/` or `Samplers/`: each folder is a target and a product, called after it: `Equations/Heat` is
/// `HeatEquations`.
func plugins(_ folder: String, _ suffix: String) -> [Target] {
  let path = "\(Context.packageDirectory)/\(folder)"
  let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  return names.filter { name in
    var isFolder: ObjCBool = false
    return !name.hasPrefix(".") && FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
      && isFolder.boolValue
  }.sorted().map { .target(name: $0 + suffix, dependencies: ["PINNCore"], path: "\(folder)/\($0)") }
}

let equations = plugins("Equations", "Equations")
let samplers = plugins("Samplers", "Sampling")

func all(_ targets: [Target]) -> [Target.Dependency] { targets.map { .init(stringLiteral: $0.name) } }

/// A trainer under `Examples/`: an executable product with the flags they all share. Its target has a longer name, because names of
/// targets must differ from those in all packages that depend on this one.
func trainer(_ name: String, _ path: String, _ modules: Target.Dependency...) -> (Product, Target) {
  let target = "\(path)Example"
  return (
    .executable(name: name, targets: [target]),
    .executableTarget(
      name: target,
      dependencies: ["PINN", "PINNTrainer", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        + modules,
      path: "Examples/\(path)")
  )
}

let trainers = [
  trainer("allen-cahn", "AllenCahn", "PhaseFieldEquations"),
  trainer("beltrami", "Beltrami", "NavierStokesEquations"),
  trainer("burgers", "Burgers", "BurgersEquations"),
  trainer("burgers-inverse", "BurgersInverse", "BurgersEquations"),
  trainer("cavity", "Cavity", "NavierStokesEquations", "PINNPlots"),
  trainer("heat", "Heat", "HeatEquations"),
  trainer("kovasznay", "Kovasznay", "NavierStokesEquations"),
  trainer("lorenz-inverse", "LorenzInverse", "DynamicsEquations"),
  trainer("parametric-heat", "ParametricHeat", "HeatEquations"),
  trainer("poisson-polygon", "PoissonPolygon", "PoissonEquations"),
  trainer("taylor-green", "TaylorGreen", "NavierStokesEquations"),
  trainer("wake", "Wake", "PINNHDF5"),
]

let package = Package(
  name: "swift-pinn",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "PINN", targets: ["PINN"]),
    .library(name: "PINNTensor", targets: ["PINNTensor"]),
    .library(name: "PINNAutodiff", targets: ["PINNAutodiff"]),
    .library(name: "PINNCore", targets: ["PINNCore"]),
    .library(name: "PINNGeometry", targets: ["PINNGeometry"]),
    .library(name: "PINNNetworks", targets: ["PINNNetworks"]),
    .library(name: "PINNOptimizers", targets: ["PINNOptimizers"]),
    .library(name: "PINNLinearAlgebra", targets: ["PINNLinearAlgebra"]),
    .library(name: "PINNLoss", targets: ["PINNLoss"]),
    .library(name: "PINNTraining", targets: ["PINNTraining"]),
    .library(name: "PINNFields", targets: ["PINNFields"]),
    .library(name: "PINNFiles", targets: ["PINNFiles"]),
    .library(name: "PINNHDF5", targets: ["PINNHDF5"]),
    .library(name: "PINNPlots", targets: ["PINNPlots"]),
    .library(name: "PINNTrainer", targets: ["PINNTrainer"]),
    .library(name: "PINNProblemFile", targets: ["PINNProblemFile"]),
    .library(name: "PINNCommand", targets: ["PINNCommand"]),
    .executable(name: "pinn", targets: ["PINNTool"]),
    .library(name: "PINNEquations", targets: ["PINNEquations"]),
    .library(name: "PINNSamplers", targets: ["PINNSamplers"]),
    .library(name: "PINNTestSupport", targets: ["PINNTestSupport"]),
    .executable(name: "derivative-study", targets: ["DerivativeStudy"]),
  ] + (equations + samplers).map { .library(name: $0.name, targets: [$0.name]) } + trainers.map(\.0),
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "CPINNKernels"),
    .target(name: "PINNTensor"),
    .target(name: "PINNAutodiff", dependencies: ["PINNTensor", "CPINNKernels"]),
    .target(name: "PINNCore", dependencies: ["PINNAutodiff", "PINNTensor"]),
    .target(name: "PINNGeometry", dependencies: ["PINNCore"]),
    .target(name: "PINNNetworks", dependencies: ["PINNCore"]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .target(name: "COpenBLASCore"),
    .systemLibrary(name: "CAccelerate"),
    .target(name: "CTileProducts"),
    .target(name: "CBlockProducts"),
    .target(
      name: "PINNLinearAlgebra",
      dependencies: [
        "PINNTensor", .target(name: "COpenBLAS", condition: .when(platforms: [.linux])),
        .target(name: "COpenBLASCore", condition: .when(platforms: [.linux])),
        .target(name: "CAccelerate", condition: .when(platforms: [.macOS])), "CTileProducts", "CBlockProducts",
      ],
      linkerSettings: [.linkedFramework("Accelerate", .when(platforms: [.macOS]))]),
    .target(name: "PINNOptimizers", dependencies: ["PINNCore", "PINNLinearAlgebra"]),
    .target(
      name: "PINNLoss", dependencies: ["PINNCore", "LatinHypercubeSampling", "BoundarySampling", "GradedSampling"]),
    .target(name: "PINNFields", dependencies: ["PINNCore"]),
    .target(
      name: "PINNTraining",
      dependencies: ["PINNFields", "PINNLoss", "PINNOptimizers", "PINNLinearAlgebra", "ResidualAdaptiveSampling"]),
    .target(
      name: "PINN",
      dependencies: [
        "PINNTensor", "PINNAutodiff", "PINNCore", "PINNGeometry", "PINNNetworks", "PINNOptimizers", "PINNLoss",
        "PINNFields", "PINNTraining",
      ]),
    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .target(name: "PINNFiles", dependencies: ["PINNFields"]),
    .target(name: "PINNHDF5", dependencies: ["PINNFiles", "PINNTraining", "CHDF5"]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]),
    .target(name: "PINNPlots", dependencies: ["PINNFiles", "CCairo"]),
    .target(
      name: "PINNTrainer",
      dependencies: [
        "PINN", "PINNHDF5", "PINNPlots", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(
      name: "PINNProblemFile",
      dependencies: ["PINN", "PINNEquations", "PINNSamplers", "PINNHDF5", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "PINNCommand",
      dependencies: [
        "PINNProblemFile", "PINNEquations", "PINNTrainer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: ["burgers", "heat", "poisson"].map { .embedInCode("Problems/\($0).yaml") }),
    // Not called after its product, `pinn`, which some file systems couldn't tell from the module PINN.
    .executableTarget(name: "PINNTool", dependencies: ["PINNCommand"]),

    .executableTarget(
      name: "DerivativeStudy",
      dependencies: [
        "PINNAutodiff", "PINNTestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/DerivativeStudy"),

    .target(name: "PINNEquations", dependencies: ["PINNCore"] + all(equations)),
    .target(name: "PINNSamplers", dependencies: ["PINNCore"] + all(samplers)),
    .target(name: "PINNTestSupport", dependencies: ["PINNCore", "PINNGeometry"]),

    // A program that a test runs, and the counter of its allocations.
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .executableTarget(
      name: "AllocationProbe", dependencies: ["PINN", "BurgersEquations", "HeatEquations", "CAllocationCount"],
      path: "Tests/AllocationProbe"),

    .testTarget(name: "PINNTensorTests", dependencies: ["PINNTensor"]),
    .testTarget(
      name: "ConformerTests",
      dependencies: ["PINN", "PINNEquations", "PINNSamplers", "PINNTestSupport"]),
    .testTarget(name: "PINNCoreTests", dependencies: ["PINNCore", "PINNGeometry"]),
    .testTarget(name: "PINNAutodiffTests", dependencies: ["PINNAutodiff"]),
    .testTarget(name: "OracleTests", dependencies: ["PINNAutodiff"]),
    .testTarget(
      name: "PINNGeometryTests",
      dependencies: ["PINNGeometry", "PINNTestSupport", "LatinHypercubeSampling", "BoundarySampling"],
      exclude: ["reference"]),
    .testTarget(
      name: "SamplersTests",
      dependencies: ["PINN", "PINNTestSupport"] + all(samplers),
      exclude: ["reference/scipy_qmc.py"], resources: [.copy("reference/scipy_qmc.json")]),
    .testTarget(name: "PINNNetworksTests", dependencies: ["PINNNetworks"]),
    .testTarget(
      name: "PINNLinearAlgebraTests",
      dependencies: ["PINNLinearAlgebra", .target(name: "COpenBLAS", condition: .when(platforms: [.linux]))]),
    .testTarget(
      name: "PINNOptimizersTests", dependencies: ["PINNOptimizers", "PINNTestSupport"], exclude: ["reference"]),
    .testTarget(name: "PINNFieldsTests", dependencies: ["PINNFields"]),
    .testTarget(name: "PINNHDF5Tests", dependencies: ["PINNHDF5", "CHDF5"], exclude: ["reference"]),
    .testTarget(name: "PINNPlotsTests", dependencies: ["PINNPlots", "CCairo"]),
    .testTarget(
      name: "PINNProblemFileTests",
      dependencies: [
        "PINNCommand", "PINNProblemFile", "PINNEquations", "PINNSamplers", "PINNHDF5", "HeatEquations",
        "DynamicsEquations",
      ]),
    .testTarget(
      name: "PINNCommandTests", dependencies: ["PINNCommand", "PINNTool", "PINNHDF5"]),
    .testTarget(name: "DocumentationTests"),
    .testTarget(name: "ExampleTests", dependencies: trainers.map { .init(stringLiteral: $0.1.name) }),
    .testTarget(
      name: "EquationsTests",
      dependencies: ["PINNHDF5", "PINNEquations"],
      exclude: ["reference"]),
    .testTarget(
      name: "DerivativeStudyTests", dependencies: ["DerivativeStudy"], exclude: ["reference/torch_values.py"],
      resources: [.copy("reference/torch_values.json")]),
    .testTarget(
      name: "PINNTrainerTests",
      dependencies: [
        "PINNTrainer", "PINN", "PINNHDF5", "HeatEquations",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "CheckpointTests", dependencies: ["PINN", "PINNHDF5", "HeatEquations", "HeatExample"]),
    .testTarget(
      name: "PINNLossTests", dependencies: ["PINN", "HeatEquations", "ResidualAdaptiveSampling"]),
    .testTarget(
      name: "PINNTrainingTests",
      dependencies: [
        "PINN", "BurgersEquations", "DynamicsEquations", "HeatEquations", "PoissonEquations",
        "ResidualAdaptiveSampling", "TensorGridSampling", "TransportEquations", "WaveEquations",
      ]),
  ] + equations + samplers + trainers.map(\.1),
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu17
)
