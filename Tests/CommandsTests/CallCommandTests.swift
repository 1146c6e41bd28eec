import FoundationEssentials
import RPC
import Testing
import WireProtocol

@testable import Commands

struct CallCommandTests {
  private let services = ScriptedServices()

  @Test("The result is printed as it came, without --json as well")
  func result() async throws {
    services.answer("tokens.introspect", json: #"{"active":false}"#)
    let ending = await services.run("call", "token-issuer", "tokens.introspect", "-", input: #"{"token":"t"}"#)
    #expect(ending.status == 0)
    #expect(ending.output == "{\"active\":false}\n")
    #expect(services.received.map(\.params) == [#"{"token":"t"}"#])
    #expect(services.received.map(\.service) == [.tokenIssuer])
  }

  @Test(
    "A secret or a token on the command line is refused without repeating it",
    arguments: [
      "client_secret", "client_assertion", "token", #"t\u006fken"#, "secret", "key", "link_code", "session",
    ])
  func secrets(member: String) async {
    let ending = await services.run("call", "token-issuer", "tokens.issue", #"{"\#(member)":"s3cr3t"}"#)
    #expect(ending.status == 64)
    #expect(ending.errors.contains("on the command line can be seen by every user of this host; give - and pass"))
    #expect(!ending.errors.contains("s3cr3t"))
    #expect(services.received.isEmpty)
  }

  @Test("Without params an empty object is sent; a dash reads them from standard input")
  func params() async {
    services.answer("accounts.list", json: "{}")
    _ = await services.run("call", "app-registry", "accounts.list")
    _ = await services.run("call", "app-registry", "accounts.list", "-", input: "{\"page_size\": 3}\n")
    #expect(services.received.map(\.params) == ["{}", #"{"page_size": 3}"#])
  }

  @Test("R19: what may change something gets an idempotency key, the one given or a new one")
  func keys() async {
    for method in ["accounts.list", "accounts.create", "service.status", "unheard.of"] {
      _ = await services.run("call", "app-registry", method)
    }
    let key = IdempotencyKey.random()
    _ = await services.run("call", "app-registry", "accounts.create", "--idempotency-key", key.text)
    let keys = services.received.map(\.request.meta.idempotencyKey)
    #expect(keys.map { $0 == nil } == [true, false, true, false, false])
    #expect(keys[1] != keys[3] && keys[4] == key)
  }

  @Test(
    "Params that are not one JSON object are refused with the place before anything is sent",
    arguments: [
      (#"{"sid": }"#, "params: not JSON: expected a value, at byte 8"),
      (#"{"a":1,"a":2}"#, #"member "a" stands twice, at byte 7"#),
      (#"{"a":1} {"#, "text follows the message, at byte 8"), ("{", "expected a member name in quotes, at byte 1"),
      ("nonsense", "params: one JSON object is expected"), ("[1]", "params: one JSON object is expected"),
      ("", "params: one JSON object is expected"),
    ])
  func malformed(params: String, message: String) async {
    let ending = await services.run("call", "token-issuer", "tokens.introspect", params)
    #expect(ending.status == 64)
    #expect(ending.errors.hasPrefix("oauthctl: params: "))
    #expect(ending.errors.contains(message))
    #expect(services.received.isEmpty)
  }

  @Test(
    """
    Malformed params, wrong params, an unknown method, an unknown service and a service that is down: \
    each has its message and status
    """
  )
  func faults() async {
    services.refuse("accounts.get", ServiceError(.invalidParams, "sid: required, but missing", path: "sid"))
    services.refuse(
      "tokens.issue",
      ServiceError(.unavailable, "token-issuer can't be reached: nobody listens", service: "token-issuer"))
    var messages: Set<String> = []
    for (command, status) in [
      (["app-registry", "accounts.get", "{"], 64), (["app-registry", "accounts.get", "{}"], 1),
      (["app-registry", "nope"], 1),
      (["mailer", "send"], 64), (["token-issuer", "tokens.issue"], 69),
    ] as [([String], Int32)] {
      let ending = await services.run("call", and: command)
      #expect(ending.status == status, "\(command)")
      messages.insert(String(ending.errors.prefix { $0 != "\n" }))
    }
    #expect(messages.count == 5)
  }
}
