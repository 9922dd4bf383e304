// Whoever trains speaks of the loss that is trained.

@_exported import PINNLoss
