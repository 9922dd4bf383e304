// The version of this package.

/// The version of this package, as files record it.
public let packageVersion = "0.2.0"
