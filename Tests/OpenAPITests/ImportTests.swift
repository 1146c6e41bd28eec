import FoundationEssentials
import OpenAPI
import Permissions
import Testing

@Suite struct ImportTests {
  private static let resource = try? ResourceIdentifier("https://api.example/")

  private func draft(_ text: String, resource: ResourceIdentifier? = resource) throws -> CatalogueDraft {
    try CatalogueDraft(Array(text.utf8), namespace: "own", resource: resource)
  }

  /// One operation on a path, in YAML.
  private func draft(path: String, _ method: String = "get", _ members: String = "") throws -> CatalogueDraft {
    try draft("openapi: 3.1.0\npaths:\n  \(path):\n    \(method):\n      responses: {}\n\(members)")
  }

  /// The catalogue as the services read it.
  private func catalogue(_ draft: CatalogueDraft) throws -> Catalogue {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json").path
    try Data(draft.text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Catalogue(files: [path])
  }

  @Test(
    "Each of more than 100 operations is mapped or named, none twice, and the catalogue decides by it",
    arguments: [GeneratedDescription.payments(), .repositories()])
  func generated(_ description: GeneratedDescription) throws {
    let draft = try draft(description.text)
    #expect(description.operations.count > 100)
    let requests = draft.permissions.flatMap { permission in permission.endpoints.map { (permission.name, $0) } }
    let base = requests.first?.1.host == "api.pay.example" ? "" : "/api/v3"
    let mapped = requests.map { "\($0.1.method) \($0.1.path.dropFirst(base.count))" }
    #expect(Set(mapped).count == mapped.count)
    #expect((mapped + draft.unmapped.map(\.operation)).sorted() == description.operations.sorted())
    #expect(draft.mappedCount == mapped.count)
    let catalogue = try catalogue(draft)
    #expect(catalogue.resources.map(\.text) == ["https://api.example/"])
    for (name, endpoint) in requests {
      let path = endpoint.path.replacing(/\{[^}]*\}/, with: "x1")
      let match = catalogue.matcher.match(method: endpoint.method, host: endpoint.host, path: path)
      #expect(match == .permission(name: name, accountSid: nil))
    }
  }

  @Test("What can't be mapped is named with the reason")
  func reasons() throws {
    let draft = try draft(GeneratedDescription.repositories().text)
    let reasons = Dictionary(uniqueKeysWithValues: draft.unmapped.map { ($0.operation, $0.reason) })
    #expect(reasons.count == 5)
    #expect(reasons["* /away"]?.contains("in another document") == true)
    #expect(reasons["OPTIONS /meta"]?.contains("no method that needs a permission") == true)
    #expect(reasons["GET /{owner}"]?.contains("no words") == true)
    #expect(reasons["GET /compare/{base}...{head}"]?.contains("is not a path template") == true)
    #expect(draft.renamed.count == 16)
  }

  @Test("x-permission is taken, then one scope of the security, then path and method make the name")
  func names() throws {
    let draft = try draft(GeneratedDescription.repositories().text)
    func permissions(of operation: String) -> [String] {
      draft.permissions.filter { permission in
        permission.endpoints.contains { "\($0.method) \($0.path)" == operation }
      }.map(\.name)
    }
    #expect(permissions(of: "GET /api/v3/repos/{owner}/{repo}/files") == ["/own/repos/files/list"])
    #expect(permissions(of: "POST /api/v3/repos/{owner}/{repo}/files") == ["repo:write"])
    #expect(permissions(of: "PUT /api/v3/repos/{owner}/{repo}/files/{number}") == ["/own/repos/files/update"])
    #expect(
      permissions(of: "GET /api/v3/repos/{owner}/{repo}/files/{number}/labels") == ["/own/repos/files.labels/list"])
    #expect(permissions(of: "GET /api/v3/user") == ["/own/user/user/list"])
    #expect(draft.permissions.first { $0.name == "repo:write" }?.description == "Change repositories")
    #expect(draft.permissions.first { $0.name == "/own/user/user/list" }?.description == "Who am I")
    #expect(permissions(of: "DELETE /api/v3/repos/{owner}/{repo}/files/{number}") == ["/own/admin/files/delete"])
  }

  @Test(
    "list = GET of a collection, read = GET of an item, create = POST, update = POST, PUT, PATCH to an item, delete",
    arguments: [
      ("/v1/things", "get", "/own/things/things/list"), ("/v1/things/{id}", "get", "/own/things/things/read"),
      ("/v1/things", "post", "/own/things/things/create"), ("/v1/things/{id}", "post", "/own/things/things/update"),
      ("/v1/things/{id}", "put", "/own/things/things/update"), ("/things/{id}", "patch", "/own/things/things/update"),
      ("/v1/things/{id}", "delete", "/own/things/things/delete"), ("/things/{id}", "head", "/own/things/things/read"),
      ("/2010-04-01/Accounts/{AccountSid}/SentMessages/{Sid}.json", "get", "/own/accounts/sent-messages/read"),
      ("/2010-04-01/Accounts/{AccountSid}/SentMessages.json", "get", "/own/accounts/sent-messages/list"),
      ("/things/{id}/parts/{part}", "delete", "/own/things/parts/delete"),
      ("/things/{id}:cancel", "post", "/own/things/cancel/create"), ("/v1/things/", "get", "/own/things/things/list"),
    ])
  func rule(path: String, method: String, name: String) throws {
    let draft = try draft(path: path, method)
    #expect(draft.permissions.map(\.name) == [name])
    #expect(
      draft.permissions.first?.endpoints == [Endpoint(method: method.uppercased(), host: "api.example", path: path)])
  }

  @Test(
    "Servers tell the hosts: the operation's, or its path's, or the document's; the resource's where they have none")
  func servers() throws {
    func endpoints(_ servers: String) throws -> [String] {
      try draft(path: "/things", "get", servers).permissions.flatMap(\.endpoints).map(\.description)
    }
    #expect(try endpoints("") == ["GET api.example/things"])
    #expect(try endpoints("servers: [{url: /v2/}]") == ["GET api.example/v2/things"])
    #expect(
      try endpoints(
        "servers: [{url: 'https://a.example:8443/v1'}, {url: 'https://b.example'}, {url: 'https://b.example/'}]")
        == ["GET a.example:8443/v1/things", "GET b.example/things"])
    #expect(
      try endpoints("      servers: [{url: 'https://c.example'}]\nservers: [{url: 'https://a.example'}]") == [
        "GET c.example/things"
      ])
    let unmapped = try draft("openapi: 3.0.0\npaths: {/things: {get: {}}}", resource: nil).unmapped
    #expect(unmapped.first?.reason.contains("has no host; give --resource") == true)
    #expect(try draft(path: "/t", "get", "servers: [{url: 'https://{x}.example'}]").unmapped.first != nil)
  }

  @Test("Two operations of the same requests: the second is named")
  func sameRequests() throws {
    let draft = try draft("openapi: 3.0.0\npaths: {'/a/{x}': {get: {}}, '/a/{y}': {get: {}}}")
    #expect(draft.mappedCount == 1)
    #expect(draft.unmapped == [Unmapped(operation: "GET /a/{y}", reason: "its requests are those of GET /a/{x}")])
  }

  @Test(
    "A permission of the document that is none, or outside of the namespace, is named",
    arguments: ["'a b'", "'/own/a/b'", "'/other/a/b/read'", "[a]", "'\"'", "'a\\b'", "'é'"])
  func badPermission(value: String) throws {
    let draft = try draft(path: "/things", "get", "      x-permission: \(value)\n")
    #expect(draft.permissions.isEmpty)
    #expect(draft.unmapped.first?.reason.contains("x-permission") == true)
  }
}
