import JSON
package import WireProtocol

/// A setting that is written as a string.
package protocol SettingText: Decodable, Sendable, SchemaDescribed {
  /// What it looks like, such as "an absolute path".
  static var form: String { get }

  /// `nil` for a text that has not the form.
  init?(reading text: String)
}

extension SettingText {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(reading: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(String(reflecting: text.shortened())) is not \(Self.form)")
    }
    self = value
  }

  package static var schema: JSONSchema { .string(format: form) }
}
