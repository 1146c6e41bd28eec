import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

/// Parameters as they come from a peer that does not know the method types.
struct BadInputTests {
  struct Attempt: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let method: String
    let params: String
    let path: String
    let cure: String

    init(_ name: String, _ method: String, _ params: String, path: String, _ cure: String) {
      testDescription = name
      self.method = method
      self.params = params
      self.path = path
      self.cure = cure
    }
  }

  private static let account = #""account_sid":"\#(AccountSID.sample)""#
  private static let app = #"\#(account),"friendly_name":"x","policy":{"allow":["/twilio/messaging/messages/list"]}"#
  private static let ttl = "60 to 2592000 seconds"
  private static let million = String(repeating: "x", count: 1_000_000)

  static let attempts = [
    Attempt(
      "unknown role", "roles.grant", #"{"user_sid":"\#(UserSID.sample)",\#(account),"role":"king"}"#, path: "role",
      "owner, administrator, developer, support, billing_manager"),
    Attempt(
      "unknown account type", "accounts.create", #"{"friendly_name":"x","type":"gold"}"#, path: "type", "trial, full"),
    Attempt("lifetime of 59 s", "apps.create", #"{\#(app),"access_token_ttl":59}"#, path: "access_token_ttl", ttl),
    Attempt(
      "lifetime of 2,592,001 s", "apps.create", #"{\#(app),"access_token_ttl":2592001}"#, path: "access_token_ttl",
      ttl),
    Attempt(
      "grace of -1 s", "apps.rotate_secret", #"{"sid":"\#(AppSID.sample)","grace_period":-1}"#, path: "grace_period",
      "0 to 2592000"),
    Attempt("SID of the wrong kind", "apps.get", #"{"sid":"\#(AccountSID.sample)"}"#, path: "sid", "an app SID"),
    Attempt(
      "SID in capitals", "accounts.get", #"{"sid":"AC0000000000000000000000000000000A"}"#, path: "sid", "lower-case"),
    Attempt("name of 1 MB", "accounts.create", #"{"friendly_name":"\#(million)"}"#, path: "friendly_name", "1 to 64"),
    Attempt("empty name", "users.create", #"{"friendly_name":""}"#, path: "friendly_name", "1 to 64"),
    Attempt(
      "escape sequence in a name", "users.create", #"{"friendly_name":"\u001b[31mred"}"#, path: "friendly_name",
      "U+1B found"),
    Attempt(
      "C1 control character in a name", "accounts.create", #"{"friendly_name":"a\u009bb"}"#, path: "friendly_name",
      "U+9B found"),
    Attempt("blank name", "accounts.create", #"{"friendly_name":"  "}"#, path: "friendly_name", "1 to 64"),
    Attempt(
      "zero-width space in a name", "users.create", #"{"friendly_name":"Ada\u200b"}"#, path: "friendly_name",
      "U+200B found"),
    Attempt(
      "bidirectional control in an app's name", "apps.create",
      #"{\#(account),"friendly_name":"a\u202eb","policy":{"allow":["/twilio/messaging/messages/list"]}}"#,
      path: "friendly_name", "U+202E found"),
    Attempt(
      "newline in a description", "apps.create", #"{\#(app),"description":"a\nb"}"#, path: "description", "U+A found"),
    Attempt(
      "policy without allow", "apps.create", #"{\#(account),"friendly_name":"x","policy":{}}"#, path: "policy.allow",
      "missing"),
    Attempt(
      "misspelt member of a policy", "apps.create",
      #"{\#(account),"friendly_name":"x","policy":{"allow":[],"denied":[]}}"#,
      path: "policy.denied", "allow, deny"),
    Attempt(
      "number in a policy", "apps.update", #"{"sid":"\#(AppSID.sample)","policy":{"allow":["a",1]}}"#,
      path: "policy.allow[1]",
      "a string"),
    Attempt("misspelt member", "apps.create", #"{\#(app),"ttl":60}"#, path: "ttl", "access_token_ttl"),
    Attempt("missing member", "apps.create", #"{\#(account),"friendly_name":"x"}"#, path: "policy", "missing"),
    Attempt("unknown type of key", "api_keys.create", #"{\#(app),"type":"root"}"#, path: "type", "restricted, main"),
    Attempt("app for a key", "api_keys.get", #"{"sid":"\#(AppSID.sample)"}"#, path: "sid", "an API key SID"),
    Attempt("page of 0 items", "accounts.list", #"{"page_size":0}"#, path: "page_size", "1 to 1000"),
    Attempt("page of 1,001 items", "users.list", #"{"page_size":1001}"#, path: "page_size", "1 to 1000"),
  ]

  @Test(
    "Bad parameters are refused with the member, the fault and what is allowed; nothing changes", arguments: attempts)
  func refused(attempt: Attempt) async throws {
    let fixture = try RegistryFixture()
    let request = OutgoingRequest(
      method: attempt.method, params: Array(attempt.params.utf8), meta: Meta())
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.transport(from: .root).exchange(request)
    }
    #expect(error.code == .invalidParams && error.path == attempt.path)
    #expect(error.message.contains(attempt.cure) && error.message.utf8.count < 400)
    #expect(try await fixture.root.call(AccountsList()).items == [])
    #expect(try await fixture.root.call(UsersList()).items == [])
  }
}
