// Whoever trains speaks of the loss that is trained and of the fields that come out.

@_exported import PINNFields
@_exported import PINNLoss
