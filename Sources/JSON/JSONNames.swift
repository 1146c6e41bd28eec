/// The names seen in one object: a short list is scanned where it stands, a long one hashed, so no object costs
/// quadratic time and few cost an allocation.
package struct JSONNames {
  /// Where names without escapes stand in the text.
  private var few = InlineArray<16, Range<Int>>(repeating: 0..<0)
  private(set) var count = 0
  /// All names, once they are more than a few or one of them is written with an escape.
  private var many: Set<[UInt8]>?

  package init() {}

  /// Returns false if the name is there already, byte for byte: "é" can be written as two different names.
  mutating func insert(_ name: JSONCursor.StringContent, of cursor: JSONCursor) throws(JSONFault) -> Bool {
    if many == nil {
      guard !contains(name.range, in: cursor.bytes) else { return false }
      if !name.isEscaped, count < few.count {
        few[count] = name.range
        count += 1
        return true
      }
      many = Set((0..<count).map { Array(cursor.bytes[few[$0]]) })
    }
    count += 1
    return many?.insert(Array(try cursor.text(of: name).utf8)).inserted ?? true
  }

  private func contains(_ name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<count {
      let other = few[index]
      if other.count == name.count, bytes[other].elementsEqual(bytes[name]) { return true }
    }
    return false
  }
}
