// The command line `pinn` with one more equation: the code of Guides/ProblemFiles.md.

import FisherEquations
import PINNCommand

PinnCommand.main(equations: [
  .init("growth", "A population that spreads and grows") { a in
    try FisherEquation(diffusivity: a.coefficient("diffusivity"), rate: a.coefficient("rate", default: 1))
  }
])
