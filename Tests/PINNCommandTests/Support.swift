// Short trainings by the command.

import ArgumentParser
import PINNCommand

/// `pinn train`, where so few steps needn't solve the problem.
func train(_ arguments: String...) throws {
  do { try PinnCommand.run(["train"] + arguments) } catch let code as ExitCode where code.rawValue == 3 {}
}
