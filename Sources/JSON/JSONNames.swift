/// The names seen in one object: a short list is scanned, a long one hashed, so no object costs quadratic time.
package struct JSONNames {
  private var few: [String] = []
  private var many: Set<[UInt8]>?

  package init() {}

  var count: Int { many?.count ?? few.count }

  /// Returns false if the name is there already, byte for byte: "é" can be written as two different names.
  mutating func insert(_ name: String) -> Bool {
    if let isNew = many?.insert(Array(name.utf8)).inserted { return isNew }
    let length = name.utf8.count
    for other in few where other.utf8.count == length && other == name && other.utf8.elementsEqual(name.utf8) {
      return false
    }
    if few.isEmpty { few.reserveCapacity(12) }
    few.append(name)
    if few.count > 16 { many = Set(few.map { Array($0.utf8) }) }
    return true
  }
}
