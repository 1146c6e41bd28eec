import Permissions
import Testing

@Suite struct HostTests {
  private func catalogue() throws -> Catalogue {
    try Catalogue(permissions: [
      ExampleCatalogue.permission("/shop/one/items/list", "/items", host: "one.example.com"),
      ExampleCatalogue.permission("/shop/two/items/list", "/items", "/only/two", host: "two.example.com:8443"),
      ExampleCatalogue.permission("/shop/both/status/read", "/status", host: "one.example.com"),
      ExampleCatalogue.permission("/shop/both/status/create", "/status", method: "POST", host: "Two.Example.com:8443"),
    ])
  }

  private func match(_ host: String?, _ path: String, method: String = "GET") throws -> RequestMatch {
    try catalogue().matcher.match(method: method, host: host, path: path)
  }

  @Test(
    "Hosts are compared without regard to case, and port 443 and the root's dot are dropped",
    arguments: [
      "one.example.com", "ONE.example.COM", "One.Example.Com:443", "one.example.com.", "ONE.example.com.:443",
    ])
  func canonical(host: String) throws {
    #expect(try match(host, "/items") == .permission(name: "/shop/one/items/list", accountSid: nil))
  }

  @Test(
    "Any other host is unknown",
    arguments: [
      "", ".", ".:443", ":443", "example.com", "one.example.com:80", "one.example.com:8443", "one.example.com..",
      "one.example.com:443.", "x@one.example.com", "one.example.com:443:443",
    ])
  func unknown(host: String) throws {
    #expect(try match(host, "/items") == .unknownHost)
  }

  @Test("A character that only folds to an ASCII letter does not pass for it")
  func kelvinSign() throws {
    let permission = ExampleCatalogue.permission("/shop/k/items/list", "/items", method: "LINK", host: "k.example.com")
    let catalogue = try Catalogue(permissions: [permission])
    #expect(catalogue.matcher.match(method: "LINK", host: "\u{212A}.example.com", path: "/items") == .unknownHost)
    #expect(
      catalogue.matcher.match(method: "LIN\u{212A}", host: "K.example.com", path: "/items")
        == .unknownMethod(allowed: ["LINK"]))
  }

  @Test("Without a host, a path of one host maps to its permission")
  func oneHost() throws {
    #expect(try match(nil, "/only/two") == .permission(name: "/shop/two/items/list", accountSid: nil))
    #expect(try match(nil, "/only/two", method: "HEAD") == .permission(name: "/shop/two/items/list", accountSid: nil))
  }

  @Test("Without a host, a path that one host has for other methods only is ambiguous")
  func otherMethods() throws {
    let hosts = ["one.example.com", "two.example.com:8443"]
    #expect(try match(nil, "/status", method: "POST") == .ambiguousHost(hosts))
    #expect(try match(hosts[0], "/status", method: "POST") == .unknownMethod(allowed: ["GET"]))
    #expect(
      try match(hosts[1] + ".", "/status", method: "POST") == .unknownHost)
    #expect(
      try match("two.example.com.:8443", "/status", method: "POST")
        == .permission(name: "/shop/both/status/create", accountSid: nil))
  }

  @Test("Without a host, a request that means different permissions is ambiguous and names the hosts")
  func ambiguous() throws {
    let match = try match(nil, "/items")
    #expect(match == .ambiguousHost(["one.example.com", "two.example.com:8443"]))
    #expect(
      match.reason == "the request does not mean the same on one.example.com, two.example.com:8443: give the host")
  }

  @Test("Without a host, one permission on two hosts is not ambiguous")
  func samePermission() throws {
    let endpoints = ["a.example.com", "b.example.com"].map { Endpoint(method: "GET", host: $0, path: "/items") }
    let name = "/shop/one/items/list"
    let catalogue = try Catalogue(permissions: [Permission(name: name, description: "", endpoints: endpoints)])
    #expect(
      catalogue.matcher.match(method: "GET", host: nil, path: "/items") == .permission(name: name, accountSid: nil))
  }

  @Test("Without a host, the methods of all hosts are told, and a path that none has is unknown")
  func unknownWithoutHost() throws {
    let match = try match(nil, "/status", method: "PUT")
    #expect(match == .unknownMethod(allowed: ["GET", "POST"]))
    #expect(match.reason == "no permission of the catalogue is for this method on this path, only for GET, POST")
    #expect(try self.match(nil, "/none") == .unknownPath)
  }
}
