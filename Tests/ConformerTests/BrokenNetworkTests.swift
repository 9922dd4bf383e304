// Networks that break one promise each are caught by the checker.

import PINNCore
import PINNNetworks
import PINNTestSupport
import Testing

@Suite struct BrokenNetworkTests {
  /// A perceptron whose inputs, scope or outputs something happens to.
  struct Custom: Network {
    var description = "custom"
    var formula: @Sendable (MLP, [Expr], Int, ParameterScope) -> [Expr]

    func callAsFunction(_ inputs: [Expr], outputs: Int, _ parameters: ParameterScope) -> [Expr] {
      formula(MLP(width: 5, depth: 1), inputs, outputs, parameters)
    }
  }

  func complaint(
    _ network: some Network, _ axes: [Axis] = [.x, .t], outputs: Int = 2
  ) -> String {
    do {
      try checkNetwork(network, axes: axes, outputs: outputs)
      return "nothing"
    } catch { return "\(error)" }
  }

  func complaint(_ formula: @escaping @Sendable (MLP, [Expr], Int, ParameterScope) -> [Expr]) -> String {
    complaint(Custom(formula: formula))
  }

  @Test func areCaught() {
    #expect(complaint { $0($1, outputs: $2, $3) } == "nothing")
    #expect(complaint(MLP(width: 0, depth: 1)).contains("its own validation accepts"))
    #expect(complaint { $0($1, outputs: 1, $3) }.contains("asked for 2 scalars, it gave 1"))
    #expect(complaint { [concatenate($0($1, outputs: $2, $3)), 1] }.contains("of widths [2, 1]"))
    #expect(complaint { $0([$1[0]], outputs: $2, $3) }.contains("doesn't depend on the input t"))
    #expect(
      complaint { mlp, inputs, outputs, _ in mlp(inputs, outputs: outputs, ParameterScope()) }.contains(
        "can't be compiled"))
    #expect(
      complaint { mlp, inputs, outputs, scope in
        mlp(inputs, outputs: outputs, scope.scope("call \(scope.layout.blocks.count)"))
      }.contains("a second call must ask"))
    #expect(
      complaint { mlp, inputs, outputs, scope in
        _ = scope.vector("idle", width: 3, .constant(1))
        return mlp(inputs, outputs: outputs, scope)
      }.contains("'network/idle' has no influence"))
    #expect(
      complaint { mlp, inputs, outputs, scope in
        mlp([.coordinate(.x), inputs[1]], outputs: outputs, scope)
      }.contains("at side 0"))
    // A kink: its derivative is not what difference quotients say of it.
    #expect(
      complaint { mlp, inputs, outputs, scope in
        mlp(inputs, outputs: outputs, scope).map { select(sin(1e4 * inputs[0]), $0, $0 + 1) }
      }.contains("difference quotient"))
    #expect(complaint { $0($1, outputs: $2, $3).map { log($0 - 50) } }.contains("not a finite number"))
  }
}
