import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

/// The management of API keys, in the shapes of the hosted provider.
@Suite struct APIKeyTests {
  private static let path = "/v1/Keys"
  private static let policy = "%7B%22allow%22%3A%5B%22%2Ftwilio%2Fmessaging%2Fmessages%2Flist%22%5D%7D"

  @Test("A key is created by a form, shown, listed, changed and deleted; its dates are those of RFC 2822")
  func lifeCycle() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let created = try await account.send(
        form: "AccountSid=\(account.sid)&FriendlyName=Reports&KeyType=restricted&Policy=\(Self.policy)", to: Self.path)
      #expect(created.status == 201, "\(created.text)")
      #expect(created["cache-control"] == "no-store")
      let key = try created.json
      let sid = try #require(key["sid"]?.string)
      let secret = try #require(key["secret"]?.string)
      #expect(key["policy"]?["allow"]?.children.compactMap(\.string) == [ManagedAccount.listMessages])
      let date = try #require(key["date_created"]?.string)
      #expect(date.wholeMatch(of: /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000/) != nil, "\(date)")
      let shown = try await account.send("GET", "\(Self.path)/\(sid)")
      #expect(shown.status == 200)
      #expect(try shown.json["date_created"]?.string == date)
      #expect(!shown.text.contains(secret))
      let list = try await account.send("GET", "\(Self.path)?AccountSid=\(account.sid)&PageSize=50&Page=0")
      #expect(list.status == 200)
      #expect(try list.json["keys"]?.children.compactMap { $0["friendly_name"]?.string } == ["Main", "Reports"])
      #expect(try list.json["meta"]?["next_page_url"] == nil)
      let changed = try await account.send(form: "FriendlyName=Figures&Policy=", to: "\(Self.path)/\(sid)")
      #expect(changed.status == 200, "\(changed.text)")
      #expect(try changed.json["friendly_name"]?.string == "Figures")
      #expect(try changed.json["policy"]?["allow"]?.childCount == 1)
      let deleted = try await account.send("DELETE", "\(Self.path)/\(sid)")
      #expect(deleted.status == 204 && deleted.body.isEmpty)
      #expect(try await account.send("GET", "\(Self.path)/\(sid)").status == 404)
    }
  }

  @Test("A key may be created by JSON as well, a main key without a policy")
  func json() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let main = try await account.send("POST", Self.path, json: #"{"friendly_name":"Second","type":"main"}"#)
      #expect(main.status == 201, "\(main.text)")
      #expect(try main.json["type"]?.string == "main")
      let name = try #require(try main.json["sid"]?.string)
      let secret = Sensitive(try #require(try main.json["secret"]?.string))
      let list = try await account.send("GET", Self.path, authorization: ManagedAccount.basic(name, secret))
      #expect(list.status == 200)
    }
  }

  @Test("A body of another type is told both that are read")
  func mediaType() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      let request = HTTPText(
        "POST", Self.path, fields: ["Content-Type": "text/plain", "Authorization": account.basic],
        body: Array("FriendlyName=Reports".utf8))
      let refused = try await gateway.exchange(request, on: .management)
      #expect(refused.status == 400)
      #expect(refused.text.contains("application/json or application/x-www-form-urlencoded"), "\(refused.text)")
    }
  }

  @Test("What is wrong with a form is told by the names of the form")
  func faults() async throws {
    try await TestGateway.run { gateway in
      let account = try await ManagedAccount(gateway)
      for (form, message, code) in [
        ("KeyType=main", "FriendlyName: required", 70001),
        ("FriendlyName=x&KeyType=standard", "KeyType: unknown value", 70001),
        ("FriendlyName=x&Policy=%7Ballow%7D", "Policy: expected JSON", 322_403),
        ("FriendlyName=x&Policy=1", "Policy: expected an object", 70001),
        ("FriendlyName=x&Policy=%7B%22allow%22%3A%5B7%5D%7D", "Policy.allow[0]: expected a string", 70001),
        ("FriendlyName=x&AccountSid=AC1&Policy=\(Self.policy)", "AccountSid: expected an account SID", 70002),
        ("FriendlyName=x&FriendlyName=y", "the ", 322_403),
      ] {
        let reply = try await account.send(form: form, to: Self.path)
        #expect(reply.status == 400)
        #expect(try reply.json["message"]?.string?.hasPrefix(message) == true, "\(reply.text)")
        #expect(try reply.json["code"]?.integer == code)
      }
    }
  }
}
