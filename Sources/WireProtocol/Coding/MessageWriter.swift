import JSON

/// Writes the types of the protocol as JSON: compact, members in the order of the type, those without a value left out.
package final class MessageWriter {
  /// What the value that is being written has begun.
  private enum Container {
    case none, object, array, scalar
  }

  private var bytes: [UInt8] = []
  private var container = Container.none
  private var isAtFirst = true
  /// Why what was written is not the value.
  private var misuse: String?
  private let omitsSecrets: Bool

  private init(omitsSecrets: Bool = false) {
    self.omitsSecrets = omitsSecrets
  }

  /// - Parameter omitsSecrets: Whether null stands in the place of secrets and tokens.
  /// - Throws: `EncodingError` for a type that can't be written, such as one with a floating-point number.
  package static func json<Value: Encodable>(_ value: Value, omitsSecrets: Bool = false) throws -> [UInt8] {
    let writer = MessageWriter(omitsSecrets: omitsSecrets)
    writer.bytes.reserveCapacity(1024)
    try writer.write(value)
    if let misuse = writer.misuse {
      throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: misuse))
    }
    return writer.bytes
  }

  func write<Value: Encodable>(_ value: Value) throws {
    let outer = (container, isAtFirst)
    (container, isAtFirst) = (.none, true)
    if omitsSecrets, value is Sensitive { writeNull() } else { try value.encode(to: ValueEncoder(writer: self)) }
    switch container {
    case .none: bytes.append(contentsOf: "{}".utf8)
    case .object: bytes.append(UInt8(ascii: "}"))
    case .array: bytes.append(UInt8(ascii: "]"))
    case .scalar: break
    }
    (container, isAtFirst) = outer
  }

  func write(_ text: String) {
    container = .scalar
    JSONString.append(text, to: &bytes)
  }

  func write(_ number: Int) {
    container = .scalar
    bytes.append(contentsOf: String(number).utf8)
  }

  func write(_ flag: Bool) {
    container = .scalar
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  func writeNull() {
    container = .scalar
    bytes.append(contentsOf: "null".utf8)
  }

  /// May be called again for the same value: its members are then written one after the other.
  func beginObject() {
    guard container == .none else { return }
    container = .object
    bytes.append(UInt8(ascii: "{"))
  }

  func beginArray() {
    guard container == .none else { return }
    container = .array
    bytes.append(UInt8(ascii: "["))
  }

  func beginElement() {
    if !isAtFirst { bytes.append(UInt8(ascii: ",")) }
    isAtFirst = false
  }

  func beginMember(_ name: String, isVerbatim: Bool) {
    beginElement()
    if isVerbatim {
      JSONString.append(name, to: &bytes)
    } else {
      bytes.append(UInt8(ascii: "\""))
      WireName.append(name, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ":"))
  }

  /// Writes a member's or an element's value without touching the container that it stands in.
  @inline(__always)
  func inside(_ body: (MessageWriter) -> Void) {
    let outer = container
    body(self)
    container = outer
  }

  /// What is written into the result is lost, and the whole is refused.
  func refuse(_ reason: String) -> MessageWriter {
    misuse = reason
    return MessageWriter()
  }
}
