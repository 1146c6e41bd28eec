import JSON

/// A JSON-RPC request id: what the caller chose, sent back as it was.
package enum RequestID: Hashable, Sendable {
  case number(Int)
  case string(String)

  /// Longest string id in bytes, so that a reply is never larger for the id's sake.
  package static let maximumLength = 128

  /// `nil` for any other kind of value.
  init?(_ value: JSONValue) {
    if let number = value.integer {
      self = .number(number)
    } else if let string = value.string, string.utf8.count <= Self.maximumLength {
      self = .string(string)
    } else {
      return nil
    }
  }

  func append(to bytes: inout [UInt8]) {
    switch self {
    case .number(let number): bytes.append(contentsOf: String(number).utf8)
    case .string(let string): JSONString.append(string, to: &bytes)
    }
  }
}
