import JSON

/// The text of an OpenAPI document: JSON or YAML, read in bounded time and memory.
package enum DescriptionText {
  /// The longest that is read, in bytes. The largest descriptions that are published have less than 13 million.
  package static let longest = 16 << 20
  /// Values of a document, more than any that is published has.
  private static let limits = JSONLimits(depth: 200, values: 4_000_000)

  /// - Throws: ``ImportFault``.
  static func read(_ bytes: [UInt8]) throws(ImportFault) -> JSONDocument {
    guard bytes.count <= longest else {
      throw ImportFault("the document has more than \(longest) bytes; split it, one for each API")
    }
    let isJSON = bytes.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } == UInt8(ascii: "{")
    let json = isJSON ? bytes : try YAMLText.json(bytes)
    do throws(JSONFault) { return try JSONDocument(json, limits: limits) } catch {
      let place = isJSON ? "\(TextPosition(of: error.offset, in: json)): " : ""
      throw ImportFault("\(place)\(error.reason); correct it there or before")
    }
  }
}
