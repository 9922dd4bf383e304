// Fields are over axes and points, and unknowns have names.

@_exported import PINNCore
