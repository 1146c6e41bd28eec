/// What the authorization server says of itself.
package let metadataMethods = Interface(
  MetadataGet.self)

/// RFC 8414.
package struct MetadataGet: Method {
  package typealias Reply = ServerMetadata
  package static let name = "metadata.get"
  package static let summary = "Describes the authorization server."
  package static let access: Callers = [.anyone]
  package static let effect = Effect.reads
  package static let example = Example(MetadataGet(), .example)

  package init() {}
}
