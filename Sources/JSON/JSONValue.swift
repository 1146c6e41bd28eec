/// One value of a ``JSONDocument``.
package struct JSONValue: Sendable {
  let document: JSONDocument
  /// Of the value's node in the document. Tells a value from every other of the same document.
  package let index: Int

  private var node: JSONNode { document.nodes[index] }

  /// The value as it stands in the text.
  package var text: ArraySlice<UInt8> { document.text[node.range] }

  package var isObject: Bool { node.kind == .object }
  package var isArray: Bool { node.kind == .array }
  package var isNumber: Bool { node.kind == .number }
  package var isNull: Bool { node.kind == .null }

  /// The string with its escapes resolved; `nil` for any other kind of value.
  package var string: String? {
    switch node.kind {
    case .string: String(decoding: document.text[node.range.dropFirst().dropLast()], as: UTF8.self)
    case .escapedString: document.string(at: node.range.lowerBound)
    default: nil
    }
  }

  /// A whole number that is written as one and has at most 63 bits; `nil` for everything else.
  package var integer: Int? {
    guard node.kind == .number else { return nil }
    var digits = document.text[node.range]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    var value = 0
    for digit in digits {
      // Counted downwards: there is one more negative number than there are positive ones.
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (difference, underflows) = product.subtractingReportingOverflow(Int(digit) - Int(UInt8(ascii: "0")))
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit, !overflows, !underflows else { return nil }
      value = difference
    }
    return isNegative ? value : value == .min ? nil : -value
  }

  package var bool: Bool? {
    switch node.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }
}

extension JSONDocument {
  /// A string with escapes. It was scanned before, so it can be read.
  fileprivate func string(at offset: Int) -> String? {
    text.withUnsafeBytes { bytes in
      var cursor = JSONCursor(UnsafeRawBufferPointer(rebasing: bytes[offset...]), limits: JSONLimits(depth: 0))
      return try? cursor.string()
    }
  }

  fileprivate func unescaped(_ content: Range<Int>) -> String? { string(at: content.lowerBound - 1) }

  /// Index of an object's first member whose name is meant. Nothing is retained or copied on the way, as this is what
  /// reading a message mostly does.
  fileprivate func child(of index: Int, _ isMeant: (UnsafeBufferPointer<UInt8>) -> Bool) -> Int? {
    nodes.withUnsafeBufferPointer { nodes in
      text.withUnsafeBufferPointer { text in
        var child = index + 1
        while child < nodes[index].next {
          let node = nodes[child]
          let isFound =
            node.isNameEscaped
            ? hasUnescapedName(node, isMeant) : isMeant(UnsafeBufferPointer(rebasing: text[node.nameRange]))
          if isFound { return child }
          child = Int(node.next)
        }
        return nil
      }
    }
  }

  /// The longest name, as it is written with escapes, that is resolved to see whether it is meant: no member is called
  /// so, and resolving takes time.
  private static let longestName = 1024

  private func hasUnescapedName(_ node: JSONNode, _ isMeant: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    guard node.nameRange.count <= Self.longestName else { return false }
    var name = unescaped(node.nameRange) ?? ""
    return name.withUTF8(isMeant)
  }
}

// An object's members and an array's elements.
extension JSONValue {
  /// The values in an object or an array, in the order of the text; none in anything else.
  package struct Children: Sequence, IteratorProtocol {
    fileprivate let document: JSONDocument
    fileprivate var index: Int
    fileprivate let end: Int

    package mutating func next() -> JSONValue? {
      guard index < end else { return nil }
      defer { index = Int(document.nodes[index].next) }
      return JSONValue(document: document, index: index)
    }
  }

  package var children: Children {
    Children(document: document, index: index + 1, end: Int(node.next))
  }

  /// The member's name that this value belongs to, with escapes resolved; empty where it is an element.
  package var name: String {
    let range = node.nameRange
    return node.isNameEscaped
      ? document.unescaped(range) ?? "" : String(decoding: document.text[range], as: UTF8.self)
  }

  /// The member of this name; `nil` where there is none, or this is no object.
  package subscript(name: StaticString) -> JSONValue? {
    member {
      $0.count == name.utf8CodeUnitCount
        && $0.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
  }

  /// The first member whose name, as bytes, is meant.
  package func member(_ isMeant: (UnsafeBufferPointer<UInt8>) -> Bool) -> JSONValue? {
    guard isObject else { return nil }
    return document.child(of: index, isMeant).map { JSONValue(document: document, index: $0) }
  }

  /// Whether a condition holds for the index of each child.
  package func allChildren(_ condition: (_ index: Int) -> Bool) -> Bool {
    document.nodes.withUnsafeBufferPointer { nodes in
      var child = index + 1
      while child < nodes[index].next {
        guard condition(child) else { return false }
        child = Int(nodes[child].next)
      }
      return true
    }
  }

  /// How many members or elements there are.
  package var childCount: Int {
    var count = 0
    _ = allChildren { _ in
      count += 1
      return true
    }
    return count
  }

  /// How one gets here from a value that this one is in: names of members and indices of elements.
  package func path(from root: JSONValue) -> [Step] {
    var steps: [Step] = []
    var place = root
    while place.index != index {
      let children = Array(place.children)
      guard let position = children.firstIndex(where: { index < Int($0.node.next) }) else { return steps }
      steps.append(place.isArray ? .element(position) : .member(children[position].name))
      place = children[position]
    }
    return steps
  }

  /// One step of a path.
  package enum Step: Sendable, Equatable {
    case member(String)
    case element(Int)
  }
}

extension JSONValue {
  /// `{}`.
  package static let emptyObject = JSONValue(document: .emptyObject, index: 0)
}
