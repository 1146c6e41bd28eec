/// An OpenRPC 1.3 document. Read back, its schemas stay unread: nobody decodes them but tools of their own.
package struct OpenRPC: Codable, Equatable, Sendable {
  package let openrpc: String
  package let info: Info
  package let methods: [MethodObject]

  package struct Info: Codable, Equatable, Sendable {
    package let title: String
    package let version: String
  }

  package struct MethodObject: Equatable, Sendable {
    package let name: String
    package let summary: String
    package let paramStructure: String
    package let params: [ContentDescriptor]
    package let result: ContentDescriptor
    /// Who may call it, in words.
    package let access: String
  }

  package struct ContentDescriptor: Codable, Equatable, Sendable {
    package let name: String
    package let description: String?
    package let required: Bool
    package let schema: SchemaText
  }

  package init(title: String, methods: [MethodDescription]) {
    openrpc = "1.3.2"
    info = Info(title: title, version: productVersion)
    self.methods = methods.map(MethodObject.init)
  }
}

extension OpenRPC.MethodObject {
  fileprivate init(_ method: MethodDescription) {
    name = method.name
    summary = method.summary
    paramStructure = "by-name"
    params = method.parameters.ofRequest.members.map {
      OpenRPC.ContentDescriptor(
        name: $0.name, description: method.notes[$0.name], required: $0.isRequired, schema: SchemaText($0.schema))
    }
    result = OpenRPC.ContentDescriptor(
      name: "result", description: nil, required: true, schema: SchemaText(method.result))
    access = method.access.description
  }
}

extension OpenRPC.MethodObject: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: VerbatimKey.self)
    name = try container.decode(String.self, forKey: VerbatimKey("name"))
    summary = try container.decode(String.self, forKey: VerbatimKey("summary"))
    paramStructure = try container.decode(String.self, forKey: VerbatimKey("paramStructure"))
    params = try container.decode([OpenRPC.ContentDescriptor].self, forKey: VerbatimKey("params"))
    result = try container.decode(OpenRPC.ContentDescriptor.self, forKey: VerbatimKey("result"))
    access = try container.decode(String.self, forKey: VerbatimKey("x-access"))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: VerbatimKey.self)
    try container.encode(name, forKey: VerbatimKey("name"))
    try container.encode(summary, forKey: VerbatimKey("summary"))
    try container.encode(paramStructure, forKey: VerbatimKey("paramStructure"))
    try container.encode(params, forKey: VerbatimKey("params"))
    try container.encode(result, forKey: VerbatimKey("result"))
    try container.encode(access, forKey: VerbatimKey("x-access"))
  }
}

/// A schema on its way out; on its way in, that there was one.
package struct SchemaText: Codable, Equatable, Sendable {
  private let schema: JSONSchema

  init(_ schema: JSONSchema) {
    self.schema = schema
  }

  package init(from decoder: any Decoder) throws {
    schema = .any
  }

  package func encode(to encoder: any Encoder) throws {
    try schema.encode(to: encoder)
  }
}

/// The version of the suite.
package let productVersion = "0.1.0"
