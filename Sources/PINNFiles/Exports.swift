// Files hold fields.

@_exported import PINNFields
