import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// What is wrong with a request is told with the member at fault, and changes nothing.
@Suite struct ManagementFaultTests {
  private static let path = "/v1/Account/OAuthApps"
  private static let policy = #""policy":{"allow":["\#(ManagedAccount.listMessages)"]}"#

  @Test("A body that is no app is refused, with what is wrong with it")
  func bodies() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let long = String(repeating: "x", count: 65)
      for (json, message, code) in [
        ("", "the body is not JSON", 322_403), ("[]", "the body must be a JSON object", 322_403),
        ("friendly_name=x&policy=y", "the body is not JSON", 322_403),
        (#"{"friendly_name":"x","friendly_name":"y"}"#, "the body is not JSON", 322_403),
        ("{\"friendly_name\":\"\u{0}\"}", "the body is not JSON", 322_403),
        (String(repeating: #"{"a":"#, count: 40), "the body is not JSON", 322_403),
        ("{\(Self.policy)}", "friendly_name: required, but missing", 70001),
        (#"{"friendly_name":7,\#(Self.policy)}"#, "friendly_name: expected a string", 70001),
        (#"{"friendly_name":"\#(long)",\#(Self.policy)}"#, "friendly_name: ", 70001),
        (#"{"friendly_name":"x"}"#, "policy: required, but missing", 70001),
        (#"{"friendly_name":"x","policy":["/x"]}"#, "policy: expected an object", 70001),
        (#"{"friendly_name":"x","policy":{"allow":"/x"}}"#, "policy.allow: expected an array", 70001),
        (#"{"friendly_name":"x","policy":{"allow":[]}}"#, "policy.allow: ", 70001),
        (#"{"friendly_name":"x","policy":{"allow":["/x"]}}"#, "", 70001),
        (#"{"friendly_name":"x","policy":{"allow":["/x"],"denny":[]}}"#, "policy.denny: ", 70001),
        (
          #"{"friendly_name":"x","access_token_ttl":"60",\#(Self.policy)}"#, "access_token_ttl: expected a whole", 70001
        ),
        (#"{"friendly_name":"x","access_token_ttl":59,\#(Self.policy)}"#, "access_token_ttl: 59 is out of", 70001),
        (#"{"friendly_name":"x","owner_sid":"OR1",\#(Self.policy)}"#, "owner_sid: expected an account SID", 70002),
        (#"{"friendly_name":"x","type":"pkce",\#(Self.policy)}"#, "type: the only one", 322_403),
        (#"{"friendly_name":"x","client_sid":"OQ1",\#(Self.policy)}"#, "client_sid: a client id is", 322_403),
        (#"{"friendly_name":"x","token_endpoint_auth_method":"none",\#(Self.policy)}"#, "token_endpoint_auth", 70001),
      ] {
        let reply = try await account.send("POST", Self.path, json: json)
        #expect(reply.status == 400, "\(json)")
        #expect(try reply.json["message"]?.string?.hasPrefix(message) == true, "\(reply.text)")
        #expect(try reply.json["code"]?.integer == code, "\(reply.text)")
        #expect(try reply.json["title"] == nil && reply.json["type"] == nil)
      }
      let form = try await account.send(form: "friendly_name=x", to: Self.path)
      #expect(form.status == 400)
      #expect(form.text.contains("Content-Type: application/json"))
      #expect(try await account.send("GET", Self.path).json["oauth_apps"]?.childCount == 0)
    }
  }

  @Test("A page that there is not is refused, with the parameter at fault")
  func pages() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      for (query, message) in [
        ("PageSize=0", "PageSize: 0 is out of bounds"), ("PageSize=1001", "PageSize: 1001 is out"),
        ("PageSize=x", "PageSize: expected a whole number"), ("PageSize=1&PageSize=2", "the "),
        ("PageSize=99999999999999999999", "PageSize: expected"), ("Page=-1", "Page: "), ("Page=1", "Page: pages are"),
        ("Page=1&PageToken=nonsense", "PageToken: "), ("AccountSid=x", "AccountSid: expected"), ("Page=%zz", ""),
      ] {
        let reply = try await account.send("GET", "\(Self.path)?\(query)")
        #expect(reply.status == 400, "\(query)")
        #expect(try reply.json["message"]?.string?.hasPrefix(message) == true, "\(reply.text)")
      }
    }
  }

  @Test("What is in a path is the SID of an app, and nothing that is merely like one")
  func identifiers() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let app = try Wire.value(CreatedApp.self, await account.createApp().body).app.sid.text
      for (sid, status) in [
        ("OQ1", 400), (app.lowercased(), 400), (account.key.apiKey.sid.text, 400), ("%4F\(app.dropFirst())", 400),
        (AppSID.random().text, 404), ("", 404), ("\(app)/", 404), ("x/../\(app)", 404),
      ] {
        let reply = try await account.send("GET", "\(Self.path)/\(sid)")
        #expect(reply.status == status, "\(sid)")
        if status == 400 { #expect(try reply.json["code"]?.integer == 70002) }
      }
      for (method, path, allow) in [
        ("PATCH", Self.path, "GET, HEAD, POST"), ("POST", "\(Self.path)/\(app)", "DELETE, GET, HEAD, PUT"),
        ("GET", "\(Self.path)/\(app)/secret", "POST"), ("PUT", "/v1/Keys", "GET, HEAD, POST"),
      ] {
        let reply = try await account.send(method, path)
        #expect(reply.status == 405)
        #expect(reply["allow"] == allow)
      }
    }
  }

  @Test("A rotation needs no body; one that it has must be understood")
  func rotation() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let app = try Wire.value(CreatedApp.self, await account.createApp().body).app.sid
      let place = "\(Self.path)/\(app)/secret"
      #expect(try await account.send("POST", place).status == 200)
      for (json, status) in [("{}", 200), (#"{"grace_period":null}"#, 200), (#"{"grace_period":-1}"#, 400), ("x", 400)]
      {
        #expect(try await account.send("POST", place, json: json).status == status)
      }
      #expect(try await account.send(form: "grace_period=0", to: place).status == 400)
    }
  }
}
