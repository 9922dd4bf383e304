// Every equation of this package against all that its entry says: what `checkEntry` asks of it, its docstring says.

import PINNCore
import PINNEquations
import PINNTestSupport
import Testing

@Suite("Every equation") struct EquationTable {
  @Test("does what its entry says", arguments: allEquations.map(\.name))
  func doesWhatItSays(_ name: String) throws {
    try checkEntry(try #require(allEquations.first { $0.name == name }))
  }

  @Test func namesAndTypesAreDifferent() {
    #expect(Set(allEquations.map(\.name)).count == allEquations.count)
    #expect(Set(allEquations.compactMap { $0.example.map { "\(type(of: $0))" } }).count == allEquations.count)
  }
}
