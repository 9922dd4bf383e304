// The executable `pinn`. One of your own, with more parts, is the same line with them: Guides/ProblemFiles.md.

import PINNCommand

@main struct PINNTool {
  static func main() { PinnCommand.main(.standard) }
}
