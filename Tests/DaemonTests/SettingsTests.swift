import FoundationEssentials
import Logging
import TestSupport
import Testing

@testable import Daemon

/// Settings are read strictly: what can't be meant is refused with its place, the fault and the cure.
@Suite struct SettingsTests {
  private let directory: TemporaryDirectory
  private let file: String

  init() throws {
    directory = try TemporaryDirectory()
    file = "\(directory.path)/config.json"
  }

  private func load(_ text: String? = nil, _ environment: [String: String] = [:]) throws -> Settings {
    if let text { try Data(text.utf8).write(to: URL(filePath: file)) }
    return try Settings.load(environment, file: file)
  }

  private func refusal(_ text: String? = nil, _ environment: [String: String] = [:]) throws -> String {
    try #require(#expect(throws: StartError.self) { try load(text, environment) }).description
  }

  @Test("Nothing set: defaults that work")
  func defaults() throws {
    let settings = try load()
    #expect(settings.issuer == "https://localhost")
    #expect(settings.audience == "https://localhost")
    #expect(settings.idleTimeout == 30)
    #expect(settings.logLevel == .info)
    #expect(settings.runtimeDirectory == "/run/oauth-apps")
    #expect(
      settings.permissionDirectories == ["/usr/share/oauth-apps/permissions", "/etc/oauth-apps/permissions.d"])
    #expect(try settings.signingAlgorithm(among: Algorithm.self) == .es256)
  }

  @Test("The file sets, and the environment wins over it")
  func sources() throws {
    let text = #"{"issuer": "https://a.example", "idle_timeout": 5, "x-note": 1, "permissions_path": "/a:/b"}"#
    let environment = ["OAUTH_APPS_ISSUER": "https://b.example", "OAUTH_APPS_LOG_LEVEL": "debug", "OTHER": "1"]
    let settings = try load(text, environment)
    #expect(settings.issuer == "https://b.example")
    #expect(settings.idleTimeout == 5)
    #expect(settings.logLevel == .debug)
    #expect(settings.permissionDirectories == ["/a", "/b"])
  }

  @Test(
    "A fault in the file is told with line and member",
    arguments: [
      ("{\n \"isuer\": \"https://a\"}", "line 2: isuer: configuration has no such member; it takes issuer, audience,"),
      (#"{"consol_url": ""}"#, "tls_certificate, tls_key, management_url, console_url"),
      ("{\n\n \"issuer\": 5}", "line 3: issuer: expected a string"),
      (#"{"issuer": ["https://a"]}"#, "line 1: issuer: expected a string"),
      (#"{"log_level": 3}"#, "line 1: log_level: expected a string"),
      (#"{"log_level": "loud"}"#, #"line 1: log_level: "loud" is not one of trace, debug, info"#),
      (#"{"idle_timeout": "5"}"#, "line 1: idle_timeout: expected a whole number"),
      (#"{"idle_timeout": 86401}"#, "line 1: idle_timeout: 86401 is out of bounds; 0 to 86400 seconds are allowed"),
      (#"{"permissions_path": "a"}"#, #"permissions_path: "a" is not absolute paths with ':' between them"#),
      (#"{"embedded": true}"#, "embedded: configuration has no such member"),
      ("{\n \"issuer\": \"https://a\",\n}", "line 3, column 1: not JSON: expected a member name in quotes"),
      ("", "line 1, column 1: not JSON: the text ends inside a value"),
      ("[]", "line 1: expected an object"),
      (#"{"issuer": "https://a", "issuer": "https://b"}"#, #"column 25: not JSON: member "issuer" stands twice"#),
    ])
  func file(text: String, fault: String) throws {
    let refusal = try refusal(text)
    #expect(refusal.hasPrefix("\(file): line "))
    #expect(refusal.contains(fault), "\(refusal)")
  }

  @Test(
    "A fault in the environment is told with the variable",
    arguments: [
      ("OAUTH_APPS_IDLE_TIMEOUT", "soon", "OAUTH_APPS_IDLE_TIMEOUT: expected a whole number"),
      ("OAUTH_APPS_IDLE_TIMEOUT", "-1", "OAUTH_APPS_IDLE_TIMEOUT: -1 is out of bounds; 0 to 86400 seconds are allowed"),
      (
        "OAUTH_APPS_ISUER", "https://a",
        "OAUTH_APPS_ISUER: there is no such setting; there are OAUTH_APPS_ISSUER, OAUTH"
      ),
      ("OAUTH_APPS_issuer", "https://a", "OAUTH_APPS_issuer: there is no such setting"),
      ("OAUTH_APPS_AUDIENCE", "", #"OAUTH_APPS_AUDIENCE: "" is not 1 to 1024 characters"#),
      ("OAUTH_APPS_RUNTIME_DIR", "run", #"OAUTH_APPS_RUNTIME_DIR: "run" is not an absolute path"#),
    ])
  func variable(name: String, value: String, fault: String) throws {
    let refusal = try refusal(nil, [name: value])
    #expect(refusal.hasPrefix(fault), "\(refusal)")
  }

  @Test(
    "An issuer is a URL that can be written in one way only (RFC 8414 section 2)",
    arguments: [
      "", "a b", "not a url", "http://auth.example", "HTTPS://a.example", "https://A.example", "https://", "https:///x",
      "https://a?x=1", "https://a#x", "https://ada@a.example", "https://a..b", "https://a:", "https://a:0",
      "https://a:99999", "https://a/\u{e9}", "https://a/ b", "https://[::1", "https://[::1]x", "ftp://localhost",
      "https://a.example/", "https://a.example/t/", "https://a.example//t", "https://a.example/./t",
      "https://a.example/t/..", "https://a.example:443", "https://a.example:443/t", "http://localhost:80",
      "https://a.example:0443", "https://a.example:+1", "https://[]", "https://[:]", "https://[0::1]",
      "https://[127.0.0.1]", "https://-.-", "https://a-.example", "https://a/%", "https://a/%zz", "https://a/x%4",
    ])
  func issuer(text: String) throws {
    let refusal = try refusal(nil, ["OAUTH_APPS_ISSUER": text])
    #expect(refusal.hasPrefix("OAUTH_APPS_ISSUER: \(String(reflecting: text)) is not an https URL"), "\(refusal)")
  }

  @Test(
    "An issuer may have a port and a path, and plain http on this host alone",
    arguments: [
      "https://auth.example", "https://a-1.example:8443/tenant/1", "https://a", "https://[2001:db8::1]:1",
      "https://a.example:80/t", "http://localhost:8080", "http://localhost:443/T.1", "http://127.0.0.1", "http://[::1]",
      "https://xn--a.example/%C3%A9",
    ])
  func rightIssuer(text: String) throws {
    #expect(try load(nil, ["OAUTH_APPS_ISSUER": text]).issuer == text)
  }

  @Test("A signing algorithm that is not served is told with its place and those that are")
  func signingAlgorithm() throws {
    let settings = try load("{\n\"signing_algorithm\": \"HS256\"}")
    let fault = #expect(throws: StartError.self) { try settings.signingAlgorithm(among: Algorithm.self) }
    #expect(
      fault?.description == "\(file): line 2: signing_algorithm: unknown value \"HS256\"; one of ES256, EdDSA")
    #expect(
      try load(nil, ["OAUTH_APPS_SIGNING_ALGORITHM": "EdDSA"]).signingAlgorithm(among: Algorithm.self) == .edDSA)
  }

  private enum Algorithm: String, CaseIterable {
    case es256 = "ES256"
    case edDSA = "EdDSA"
  }

  @Test("A file that can't be read, or is too long for settings, is told with the cure")
  func unreadable() throws {
    #expect(try refusal(String(repeating: " ", count: 70_000)).contains("more than 65536 bytes"))
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    #expect(try refusal() == "\(file) can't be read: Is a directory; let the daemons read it: chmod 644 \(file)")
  }
}
