import JSON
import TestSupport
import Testing
import WireProtocol

/// The methods of a service as `rpc.discover` describes them.
struct ServiceDescription {
  private let document: JSONValue

  init(_ service: ServiceName) throws {
    let methods = service.methods + serviceMethods.descriptions
    document = try Wire.document(MessageWriter.json(OpenRPC(title: service.rawValue, methods: methods)))
  }

  /// Checks the parameters and the result of a call against their schemas.
  func faults(_ method: String, _ params: JSONValue, _ result: JSONValue) throws -> [String] {
    let described = try #require(document["methods"]?.children.first { $0["name"]?.string == method })
    let schemas = try #require(described["params"]).children
    let required = schemas.filter { $0["required"]?.bool == true }.compactMap { $0["name"]?.string }
    let missing = required.filter { name in !params.children.contains { $0.name == name } }.map { "no \($0)" }
    let given = try params.children.flatMap { param in
      let schema = try #require(schemas.first { $0["name"]?.string == param.name }?["schema"])
      return SchemaCheck.faults(of: param, against: schema, at: "\(method) \(param.name)")
    }
    let resultSchema = try #require(described["result"]?["schema"])
    return missing + given + SchemaCheck.faults(of: result, against: resultSchema, at: "\(method) result")
  }
}
