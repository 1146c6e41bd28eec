import TestSupport
import Testing
import WireProtocol

/// The one reader of whatever crosses the wire.
@Suite struct ReadingTests {
  private func fault(_ json: String) -> ServiceError? {
    do {
      _ = try Wire.value(AppsCreate.self, json)
      return nil
    } catch let error as DecodingError { return ServiceError(error) } catch { return nil }
  }

  private static let beginning =
    #""account_sid":"AC00000000000000000000000000000001","friendly_name":"Billing","policy":"#

  @Test(
    "A member that a type does not have is refused at any depth, with its path and what is taken there",
    arguments: [
      (
        #"{\#(beginning){"allow":[]},"regin":"us1"}"#, "regin", "apps.create has no such member; it takes account_sid, "
      ),
      (#"{\#(beginning){"allow":[],"dney":[]}}"#, "policy.dney", "policy has no such member; it takes allow, deny"),
      (#"{\#(beginning){"allow":[]},"accessTokenTTL":60}"#, "accessTokenTTL", "apps.create has no such member"),
      (#"{"acount_sid":"AC1"}"#, "acount_sid", "apps.create has no such member"),
    ])
  func unknown(json: String, path: String, message: String) {
    let fault = fault(json)
    #expect(fault?.path == path)
    #expect(fault?.message.hasPrefix("\(path): \(message)") == true)
  }

  @Test("What begins with x- is for others, and an optional member may be null")
  func ignored() throws {
    let json = #"{\#(Self.beginning){"allow":["a"],"x-note":1},"region":null,"x-trace":{"a":[]}}"#
    let request = try Wire.value(AppsCreate.self, json)
    #expect(request.policy.allow == ["a"] && request.region == nil)
  }

  @Test("In a reply a member of a later version is ignored")
  func laterVersion() throws {
    let json =
      #"{"sid":"US00000000000000000000000000000001","friendly_name":"Ada","date_created":"2026-11-23T12:00:00Z","#
      + #""new":1}"#
    #expect(try Wire.value(User.self, json, unknownMembers: .ignored).friendlyName.text == "Ada")
    #expect(throws: DecodingError.self) { try Wire.value(User.self, json) }
  }

  @Test("A text without a bound of its own has at most 16,384 bytes, an array at most 1,000 elements")
  func bounds() {
    let text = String(repeating: "é", count: 8193)
    #expect(
      fault(#"{\#(Self.beginning){"allow":[]},"region":"\#(text)"}"#)?.message
        == "region: 16386 bytes; at most 16384 are allowed")
    #expect(fault(#"{\#(Self.beginning){"allow":["\#(text)"]}}"#)?.path == "policy.allow[0]")
    let names = Array(repeating: #""a""#, count: 1001).joined(separator: ",")
    #expect(fault(#"{\#(Self.beginning){"allow":[\#(names)]}}"#)?.path == "policy.allow")
  }

  @Test(
    "A property's name on the wire is snake_case, whatever its capitals",
    arguments: [
      ("sid", "sid"), ("friendlyName", "friendly_name"), ("accessTokenTTL", "access_token_ttl"),
      ("jwksURI", "jwks_uri"),
      ("deadlineMs", "deadline_ms"), ("aURLOfIt", "a_url_of_it"),
    ])
  func names(property: String, name: String) throws {
    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    struct Holder: Encodable {
      let property: String
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(1, forKey: Key(stringValue: property))
      }
    }
    #expect(try Wire.text(Holder(property: property)) == #"{"\#(name)":1}"#)
  }
}
