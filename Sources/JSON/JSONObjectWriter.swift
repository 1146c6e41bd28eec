/// Writes one JSON object member by member, in the order given and without white space. Names that are literals are
/// free of what must be escaped.
package struct JSONObjectWriter {
  private var bytes: [UInt8] = []

  /// - Parameter capacity: In bytes; a longer object costs a copy.
  package init(capacity: Int) {
    bytes.reserveCapacity(capacity)
    bytes.append(UInt8(ascii: "{"))
  }

  package mutating func write(_ name: StaticString, _ value: String) {
    begin(name)
    JSONString.append(value, to: &bytes)
  }

  package mutating func write(_ name: StaticString, _ value: Int) {
    begin(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  package mutating func write(_ name: StaticString, _ value: Bool) {
    begin(name)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  package mutating func write(_ name: StaticString, _ values: [String]) {
    begin(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      JSONString.append(value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// - Parameter json: One JSON value.
  package mutating func write(_ name: StaticString, json: [UInt8]) {
    begin(name)
    bytes.append(contentsOf: json)
  }

  /// - Parameters:
  ///   - name: Any text; what must be escaped in it is.
  ///   - json: One JSON value.
  package mutating func write(_ name: String, json: some Sequence<UInt8>) {
    beginAny(name)
    bytes.append(contentsOf: json)
  }

  /// - Parameter name: Any text; what must be escaped in it is.
  package mutating func write(anyName name: String, _ value: String) {
    beginAny(name)
    JSONString.append(value, to: &bytes)
  }

  package mutating func writeNull(_ name: StaticString) {
    begin(name)
    bytes.append(contentsOf: "null".utf8)
  }

  package consuming func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  private mutating func begin(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(contentsOf: "\":".utf8)
  }

  private mutating func beginAny(_ name: String) {
    separate()
    JSONString.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func separate() {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
  }
}
