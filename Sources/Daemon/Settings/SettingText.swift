import JSON
import WireProtocol

/// A setting that is written as a string.
protocol SettingText: Decodable, Sendable, SchemaDescribed {
  /// What it looks like, such as "an absolute path".
  static var form: String { get }

  /// `nil` for a text that has not the form.
  init?(reading text: String)
}

extension SettingText {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(reading: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(String(reflecting: text.shortened())) is not \(Self.form)")
    }
    self = value
  }

  static var schema: JSONSchema { .string(format: form) }
}
