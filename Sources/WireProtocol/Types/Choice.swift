import JSON

/// One of a few words. An unknown word is refused by name, with those that are known.
package protocol Choice: RawRepresentable<String>, CaseIterable, Codable, Hashable, Sendable, SchemaDescribed {}

extension Choice {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let word = try container.decode(String.self)
    guard let choice = Self(rawValue: word) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription:
          "unknown value \(word.quoted); one of \(Self.words.joined(separator: ", "))")
    }
    self = choice
  }

  package static var words: [String] { allCases.map(\.rawValue) }

  package static var schema: JSONSchema { .enumeration(words) }
  package static var sample: Self { allCases[allCases.startIndex] }
}
