import JSON
import TestSupport
import Testing
import WireProtocol

/// `/openapi.json`.
@Suite struct APIDescriptionTests {
  @Test(
    "Each listener describes the routes that it serves, itself among them", arguments: [HTTPListener.http, .management])
  func served(_ listener: HTTPListener) async throws {
    try await TestGateway.run { gateway in
      let reply = try await gateway.exchange(HTTPText("GET", "/openapi.json"), on: listener)
      #expect(reply.status == 200)
      let document = try reply.json
      #expect(document["openapi"]?.string == "3.1.0")
      #expect(document["info"]?["version"]?.string == productVersion)
      let server = listener == .http ? "https://auth.example" : "https://manage.example"
      #expect(document["servers"]?.children.compactMap { $0["url"]?.string } == [server])
      let paths = try #require(document["paths"]).children.map(\.name)
      #expect(paths.contains("/openapi.json"))
      #expect(paths.contains("/v2/token") == (listener == .http))
      #expect(paths.contains("/v1/Keys/{sid}") == (listener == .management))
      let tag = try #require(reply["etag"])
      let again = try await gateway.exchange(
        HTTPText("GET", "/openapi.json", fields: ["If-None-Match": tag]), on: listener)
      #expect(again.status == 304 && again["etag"] == tag)
      for path in paths {
        let target = path.replacing(/\{\w+\}/, with: "x")
        #expect(try await gateway.exchange(HTTPText("PURGE", target), on: listener).status == 405, "\(path)")
      }
    }
  }

  @Test(
    "What a path leaves open is described, names are used once, and each reference leads somewhere",
    arguments: [HTTPListener.http, .management])
  func sound(_ listener: HTTPListener) async throws {
    try await TestGateway.run { gateway in
      let document = try await gateway.exchange(HTTPText("GET", "/openapi.json"), on: listener).json
      var names: Set<String> = []
      for path in try #require(document["paths"]).children {
        let open = path.name.matches(of: /\{(\w+)\}/).map { String($0.1) }
        for operation in path.children {
          #expect(names.insert(try #require(operation["operationId"]?.string)).inserted)
          let parameters = operation["parameters"]?.children.map(\.self) ?? []
          #expect(parameters.filter { $0["in"]?.string == "path" }.compactMap { $0["name"]?.string } == open)
          for response in try #require(operation["responses"]).children {
            #expect(DescriptionCheck(document).resolved(response)?["description"]?.string?.isEmpty == false)
          }
        }
      }
    }
  }
}
