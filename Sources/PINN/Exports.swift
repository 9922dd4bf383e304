// The umbrella: everything but files (PINNHDF5) and the plug-ins, which are chosen one by one.
@_exported import PINNAutodiff
@_exported import PINNCore
@_exported import PINNFields
@_exported import PINNGeometry
@_exported import PINNLoss
@_exported import PINNNetworks
@_exported import PINNOptimizers
@_exported import PINNTensor
@_exported import PINNTraining
