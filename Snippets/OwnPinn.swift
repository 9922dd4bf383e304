// The command line `pinn` with one more equation and one more network: the code of Guides/ProblemFiles.md.

import FisherEquations
import PINNCommand
import PINNNetworks

PinnCommand.main(
  .standard.adding(
    equations: [
      .init("growth", "A population that spreads and grows") { a in
        try FisherEquation(diffusivity: a.coefficient("diffusivity"), rate: a.coefficient("rate", default: 1))
      }
    ],
    networks: [
      .init("slim", "Many narrow layers") { a in MLP(width: 10, depth: try a.whole("depth", default: 8)) }
    ]))
