import FoundationEssentials
import JOSE
import JSON
import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import TokenIssuer

@Suite("Metadata (RFC 8414)")
struct MetadataTests {
  private func metadata(
    _ issuer: String = "https://auth.example", _ catalogue: LiveCatalogue = LiveCatalogue(World.catalogue)
  ) throws -> JSONValue {
    let identity = Identity(issuer: issuer, audience: issuer, algorithm: .es256)
    return try Wire.document(PublishedMetadata(identity, catalogue).now.json)
  }

  @Test(
    "RFC 8414 2: every URL is the issuer with a fixed path", arguments: ["https://a.example", "https://a.example/t"])
  func urls(issuer: String) throws {
    let metadata = try metadata(issuer)
    #expect(metadata["issuer"]?.string == issuer)
    for (member, path) in [
      ("authorization_endpoint", "/v2/authorize"), ("token_endpoint", "/v2/token"),
      ("introspection_endpoint", "/v2/introspect"), ("revocation_endpoint", "/v2/revoke"),
      ("jwks_uri", "/.well-known/jwks.json"),
    ] {
      #expect(metadata.children.first { $0.name == member }?.string == issuer + path, "\(member)")
    }
  }

  @Test("RFC 8414 2, 3.2: no null, no empty list, no scopes, a response type that nobody uses")
  func members() throws {
    let metadata = try metadata()
    #expect(!metadata.children.contains { $0.isNull || $0.isArray && $0.childCount == 0 })
    func words(_ name: String) -> [String] {
      (metadata.children.first { $0.name == name }?.children.map { $0.string ?? "?" }) ?? []
    }
    #expect(words("response_types_supported") == ["none"])
    #expect(words("grant_types_supported") == ["client_credentials"])
    for endpoint in ["token", "introspection", "revocation"] {
      #expect(
        Set(words("\(endpoint)_endpoint_auth_methods_supported")) == [
          "client_secret_basic", "client_secret_post", "private_key_jwt",
        ])
      let algorithms = words("\(endpoint)_endpoint_auth_signing_alg_values_supported")
      #expect(Set(algorithms) == ["RS256", "ES256", "EdDSA"])
    }
    #expect(words("introspection_signing_alg_values_supported") == ["ES256"])
    for absent in ["scopes_supported", "protected_resources", "registration_endpoint"] {
      #expect(!metadata.children.contains { $0.name == absent })
    }
  }

  @Test("RFC 9728 4: the resources of the catalogues are told, of a catalogue that changes as it is then")
  func resources() throws {
    let directory = try TemporaryDirectory()
    func write(_ resource: String, to name: String) throws {
      let text = #"{"version": 1, "resource": "\#(resource)", "permissions": []}"#
      try Data(text.utf8).write(to: URL(filePath: "\(directory.path)/\(name)"))
    }
    try write("https://mcp.example/tools", to: "a.json")
    try write("urn:example:billing", to: "b.json")
    let catalogue = try LiveCatalogue(directories: [directory.path])
    let published = PublishedMetadata(
      Identity(issuer: "https://a.example", audience: "https://a.example", algorithm: .es256), catalogue)
    func resources() throws -> [String]? {
      try Wire.document(published.now.json)["protected_resources"]?.children.compactMap(\.string)
    }
    #expect(try resources() == ["https://mcp.example/tools"], "a resource that is no URL of HTTP has no document")
    try write("https://new.example", to: "c.json")
    #expect(try resources() == ["https://mcp.example/tools"], "nothing is encoded anew")
    #expect(catalogue.refresh() != nil)
    #expect(try resources() == ["https://mcp.example/tools", "https://new.example"])
  }

  @Test("RFC 7517 4: a published key tells use, alg and kid, and nothing private", arguments: World.Wiring.allCases)
  func keys(_ wiring: World.Wiring) async throws {
    let world = try await World(wiring)
    let keys = try await world.client(.tokenIssuer).call(JWKSGet()).keys
    #expect(keys.count == 1 && keys.allSatisfy { $0.use == "sig" && $0.alg == "ES256" && !$0.kid.isEmpty })
    let members = Set(try Wire.document(Wire.text(keys[0]).utf8).children.map(\.name))
    #expect(members == ["kty", "use", "alg", "kid", "crv", "x", "y"])
    try await world.end()
  }
}
