import Permissions
import Testing

@Suite struct EndpointConflictTests {
  private func load(_ permissions: Permission...) throws -> Catalogue {
    try Catalogue(permissions: permissions)
  }

  @Test(
    "Two concrete permissions cannot have the same endpoint, whatever its parameters and host are spelt like",
    arguments: [
      ("/v1/Things/{Sid}", "/v1/Things/{ThingSid}"), ("/v1/{Id}.json", "/v1/{Name}.json"), ("/v1/a", "/v1/a"),
      ("/", "/"),
    ])
  func sameEndpoint(first: String, second: String) throws {
    let error = try #require(throws: CatalogueError.self) {
      try load(
        ExampleCatalogue.permission("/a/b/c/read", first),
        ExampleCatalogue.permission("/a/b/c/fetch", second, host: "API.example.com:443"))
    }
    let endpoint = "GET API.example.com:443\(second)"
    #expect(error.place == "permissions[1].endpoints[0]")
    #expect(error.fault == "\(endpoint) of /a/b/c/fetch already belongs to /a/b/c/read (permissions[0])")
    #expect(error.description == "\(error.place): \(error.fault); list it once, under one of them")
  }

  @Test("Endpoints that differ in method, host or kind of parameter are different")
  func differentEndpoints() throws {
    let catalogue = try load(
      ExampleCatalogue.permission("/a/b/c/read", "/v1/{Sid}"),
      ExampleCatalogue.permission("/a/b/c/delete", "/v1/{Sid}", method: "DELETE"),
      ExampleCatalogue.permission("/a/b/d/read", "/v1/{Sid}", host: "other.example.com"),
      ExampleCatalogue.permission("/a/b/e/read", "/v1/{Name}"),
      ExampleCatalogue.permission("/a/b/f/read", "/v1/{Name}.json"))
    #expect(catalogue.permissions.count == 5)
  }

  @Test("A concrete permission has an endpoint before any wildcard entry that repeats it, in any order")
  func wildcardRepeats() throws {
    let wildcard = ExampleCatalogue.permission("/a/b/c/*", "/things", "/others")
    let concrete = ExampleCatalogue.permission("/a/b/c/list", "/things")
    for catalogue in [try load(wildcard, concrete), try load(concrete, wildcard)] {
      #expect(
        catalogue.matcher.match(method: "GET", host: nil, path: "/things")
          == .permission(name: "/a/b/c/list", accountSid: nil))
      #expect(
        catalogue.matcher.match(method: "GET", host: nil, path: "/others")
          == .permission(name: "/a/b/c/*", accountSid: nil))
    }
  }

  @Test("Two wildcard entries cannot have an endpoint that no concrete permission has")
  func wildcardsConflict() {
    #expect(throws: CatalogueError.self) {
      try load(ExampleCatalogue.permission("/a/b/c/*", "/things"), ExampleCatalogue.permission("/a/b/d/*", "/things"))
    }
  }

  @Test(
    "A path template that no request could match, or that is not clear, is refused",
    arguments: [
      ("", "it does not start with /"), ("/a//b", "it has an empty segment (//)"), ("/a/../b", "it has a dot segment"),
      ("/{a", "'{a' has a { without its }"), ("/{}", "'{}' has a parameter without a name"),
      ("/{Id}/{Id}", "it has two parameters named {Id}"),
      ("/{a}{b}", #"'{b}' has a space, a control character, a second parameter, or one of { } ? # % \"#),
      ("/a?b", #"'a?b' has a space, a control character, a second parameter, or one of { } ? # % \"#),
      ("/a%20b", #"'a%20b' has a space, a control character, a second parameter, or one of { } ? # % \"#),
    ])
  func template(path: String, reason: String) throws {
    let error = try #require(throws: CatalogueError.self) { try load(ExampleCatalogue.permission("/a/b/c/read", path)) }
    #expect(error.fault == "'\(path)' is not a path template: \(reason)")
  }
}
