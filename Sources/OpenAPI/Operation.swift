import JSON

/// An operation of a description: an HTTP method on a path.
struct Operation {
  let method: String
  let path: String
  let value: JSONValue
  /// The path items that it is of, the nearest first.
  let items: [JSONValue]

  /// The methods of a path item, by its members' names.
  static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

  var name: String { "\(method) \(path.shortened(to: 128))" }

  /// A member of the operation, or else of its path items.
  func nearest(_ member: StaticString) -> JSONValue? {
    ([value] + items).lazy.compactMap { $0[member] }.first
  }

  /// One line for people.
  var summary: String? {
    guard let text = (value["summary"] ?? value["description"])?.string?.split(whereSeparator: \.isNewline).first else {
      return nil
    }
    let line = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    let words = String(String.UnicodeScalarView(line)).split(separator: " ").joined(separator: " ")
    return words.isEmpty ? nil : words.shortened(to: 160)
  }
}
