import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct OpenRPCTests {
  private func document(_ service: ServiceName) throws -> [String: Any] {
    let json = try Wire.text(
      OpenRPC(title: service.rawValue, methods: service.methods + serviceMethods.descriptions))
    return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  @Test(
    "The document of a service is valid JSON, fits a frame and lists each of its methods once",
    arguments: ServiceName.allCases)
  func lists(_ service: ServiceName) throws {
    let document = try document(service)
    #expect(document["openrpc"] as? String == "1.3.2")
    #expect((document["info"] as? [String: String])?["title"] == service.rawValue)
    let methods = try #require(document["methods"] as? [[String: Any]])
    #expect(methods.compactMap { $0["name"] as? String } == (service.methods + serviceMethods.descriptions).map(\.name))
    #expect(try JSONSerialization.data(withJSONObject: document).count < Frame.maximumLength / 4)
  }

  @Test(
    "Each method is described with its parameters by name, its result and who may call it",
    arguments: ServiceName.allCases)
  func describes(_ service: ServiceName) throws {
    for method in try #require(try document(service)["methods"] as? [[String: Any]]) {
      let name = try #require(method["name"] as? String)
      #expect(method["paramStructure"] as? String == "by-name", "\(name)")
      #expect((method["summary"] as? String)?.isEmpty == false, "\(name)")
      #expect((method["x-access"] as? String)?.isEmpty == false, "\(name)")
      #expect((method["result"] as? [String: Any])?["schema"] is [String: Any], "\(name)")
      let described = try #require((service.methods + serviceMethods.descriptions).first { $0.name == name })
      let params = try #require(method["params"] as? [[String: Any]])
      #expect(params.compactMap { $0["name"] as? String } == described.parameters.members.map(\.name), "\(name)")
      #expect(
        params.compactMap { $0["required"] as? Bool } == described.parameters.members.map(\.isRequired), "\(name)")
      #expect(params.allSatisfy { ($0["schema"] as? [String: Any])?.isEmpty == false }, "\(name)")
    }
  }

  @Test("The document is read back by a client, but for its schemas")
  func readBack() throws {
    let document = OpenRPC(title: "token-issuer", methods: ServiceName.tokenIssuer.methods)
    let read = try Wire.value(OpenRPC.self, Wire.text(document), unknownMembers: .ignored)
    #expect(read.methods.map(\.name) == document.methods.map(\.name))
    #expect(read.methods.map(\.access) == document.methods.map(\.access))
  }
}
