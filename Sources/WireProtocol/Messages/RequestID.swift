import FoundationEssentials
import JSON

/// A JSON-RPC request id: what the caller chose, told back as it was.
package enum RequestID: Hashable, Sendable, Codable {
  case number(Int)
  case string(String)

  /// Longest string id in bytes, so that a reply is never larger for the id's sake.
  package static let maximumLength = 128

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if let string = try? container.decode(String.self), string.utf8.count <= Self.maximumLength {
      self = .string(string)
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "an id is a whole number or a string of at most \(Self.maximumLength) bytes")
    }
  }

  /// Takes a JSON value as it is usually written; `nil` for what only a decoder can tell.
  init?(direct value: Data) {
    if let number = JSONObject.integer(value) {
      self = .number(number)
    } else if let string = JSONObject.text(value), string.utf8.count <= Self.maximumLength {
      self = .string(string)
    } else {
      return nil
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .string(let string): try container.encode(string)
    }
  }

  func append(to bytes: inout [UInt8]) {
    switch self {
    case .number(let number): bytes.append(contentsOf: String(number).utf8)
    case .string(let string): JSONString.append(string, to: &bytes)
    }
  }
}
