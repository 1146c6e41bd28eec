/// Texts that stand as one string where there is one of them, and as an array otherwise: an `aud` (RFC 7519 section
/// 4.1.3), or a `resource` (RFC 8707 section 2).
package struct OneOrMore: Equatable, Sendable {
  package let texts: [String]

  package init(_ texts: [String]) {
    self.texts = texts
  }
}

extension OneOrMore: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do { texts = [try container.decode(String.self)] } catch DecodingError.typeMismatch {
      texts = try container.decode([String].self)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if texts.count == 1 { try container.encode(texts[0]) } else { try container.encode(texts) }
  }
}

extension OneOrMore: SchemaDescribed {
  package static var schema: JSONSchema { .oneOrMore(.describe(String.self)) }
  package static var sample: OneOrMore { OneOrMore(["x"]) }
}
