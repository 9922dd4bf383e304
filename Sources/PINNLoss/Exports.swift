// Whoever asks for a loss speaks of problems, expressions and tensors.

@_exported import PINNCore
