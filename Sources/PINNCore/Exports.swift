// A plug-in imports PINNCore and has expressions, tensors and random streams with it.
@_exported import PINNAutodiff
@_exported import PINNTensor
