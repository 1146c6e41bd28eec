/// A step of the tree to the child under one literal segment.
struct LiteralEdge: Sendable {
  let bytes: [UInt8]
  let child: Int
}

extension [LiteralEdge] {
  /// The child under `segment`, by binary search.
  func child(_ segment: Span<UInt8>) -> Int? {
    let place = place(of: segment)
    guard place < count, self[place].bytes.order(to: segment) == 0 else { return nil }
    return self[place].child
  }

  /// Where `segment` stands or would stand in the sorted edges.
  func place(of segment: Span<UInt8>) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].bytes.order(to: segment) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [UInt8] {
  /// Negative, zero or positive as these bytes come before, are, or come after `other`: shorter ones first.
  fileprivate func order(to other: Span<UInt8>) -> Int {
    guard count == other.count else { return count - other.count }
    for index in indices where self[index] != other[index] { return Int(self[index]) - Int(other[index]) }
    return 0
  }
}
