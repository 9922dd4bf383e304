// Every plug-in of this package, in one table a protocol, through the public checkers. Adding a plug-in adds a line to a table.

import PINNTestSupport
import Testing

@Suite("Every conformer") struct EveryConformer {}
