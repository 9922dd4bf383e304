// Networks that don't fit their inputs or outputs. A forward formula can't throw; compiling it does.

import PINNCore

/// As many scalars as asked for, which are refused with `reason` when they are compiled.
func refused(_ reason: String, outputs: Int) -> [Expr] {
  Array(repeating: Expr(.invalid(reason), width: 1), count: outputs)
}
