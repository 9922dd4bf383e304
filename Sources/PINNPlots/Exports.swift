// Pictures show fields.

@_exported import PINNFields
