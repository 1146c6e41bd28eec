import JSON
import TestSupport
import Testing
import WireProtocol

/// `/openapi.json`.
@Suite struct APIDescriptionTests {
  /// The one path that is served for every method.
  private static let anyMethod = "/v1/authorize/{request}"

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
      for path in paths where path != Self.anyMethod {
        let target = path.replacing(/\{\w+\}/, with: "x")
        #expect(try await gateway.exchange(HTTPText("PURGE", target), on: listener).status == 405, "\(path)")
      }
    }
  }

  @Test("Behind an issuer with a path, too, all is served where the document says")
  func issuerWithPath() async throws {
    try await TestGateway.run(try await World(.sockets, issuer: "https://auth.example/tenant")) { gateway in
      let document = try await gateway.exchange(HTTPText("GET", "/openapi.json")).json
      let server = try #require(document["servers"]?.children.first { _ in true }?["url"]?.string)
      let paths = try #require(document["paths"]).children.map(\.name)
      #expect(paths.contains("/tenant/v2/token"))
      for path in paths where path != Self.anyMethod {
        let url = server + path.replacing(/\{\w+\}/, with: "x")
        let target = String(url.dropFirst("https://auth.example".count))
        #expect(try await gateway.exchange(HTTPText("PURGE", target)).status == 405, "\(url)")
      }
    }
  }

  @Test("RFC 6749 4.4.2: over HTTP a request for a token must tell its grant type, and the document says so")
  func grantType() async throws {
    try await TestGateway.run { gateway in
      let paths = try await gateway.exchange(HTTPText("GET", "/openapi.json")).json["paths"]
      let operation = try #require(paths?.children.first { $0.name == "/v2/token" }?["post"])
      let form = try #require(operation["requestBody"]?["content"]?.children.first { _ in true }?["schema"])
      #expect(form["required"]?.children.compactMap(\.string) == ["grant_type"])
      let told = { name in form["properties"]?.children.first { $0.name == name }?["description"]?.string ?? "" }
      #expect(!told("grant_type").contains("without it"))
      #expect(!told("scope").contains("invalid_scope"))
      #expect(try await gateway.exchange(.form("/v2/token", "client_id=x&client_secret=y")).status == 400)
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
