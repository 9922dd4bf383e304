// Tensors: which element an index means, and what a change of shape or precision keeps.

import PINNTensor
import Testing

@Suite struct TensorTests {
  @Test func rowsAreContiguous() {
    let a = Tensor<Double>(rows: [[1, 2, 3], [4, 5, 6]])
    #expect(a.shape == [2, 3] && a.elements == [1, 2, 3, 4, 5, 6])
    #expect(a.rank == 2 && a.count == 2 && a.rowLength == 3)
    #expect(a[0, 2] == 3 && a[1, 0] == 4)
    #expect(Array(a.row(1)) == [4, 5, 6] && a.column(1) == [2, 5])
  }

  @Test func writingChangesOneElement() {
    var a = Tensor<Float>(shape: [3, 2], repeating: 1)
    a[2, 0] = 7
    #expect(a.elements == [1, 1, 1, 1, 7, 1])
  }

  @Test func aRowOfAHigherTensorHoldsAllItsOtherAxes() {
    let a = Tensor<Double>(shape: [2, 2, 3], elements: (0..<12).map(Double.init))
    #expect(a.rowLength == 6 && Array(a.row(1)) == [6, 7, 8, 9, 10, 11])
    let flat = a.reshaped([4, 3])
    #expect(flat[3, 1] == 10 && flat.elements == a.elements && flat != a)
  }

  @Test func smallShapes() {
    #expect(Tensor<Double>(rows: []).shape == [0, 0])
    #expect(Tensor<Double>(shape: [4, 0]).count == 4)
    #expect(Tensor<Double>(shape: [], elements: [5]).count == 1)
  }

  @Test func conversionsRound() {
    let source = [0.1, 1e300, -2]
    #expect(Float.converted(source) == [Float(0.1), Float.infinity, -2])
    #expect(Double.converted(source) == source)
    var sum = [1.0, 0, 0.5]
    sum.withUnsafeMutableBufferPointer { sum in
      [Float(0.25), 1, 2].withUnsafeBufferPointer { Float.add($0, to: sum) }
    }
    #expect(sum == [1.25, 1, 2.5])
  }
}
