import Foundation
import JSON
import Testing

@testable import WireProtocol

/// The methods that are called most are coded without Foundation's coders: nobody may notice.
@Suite struct DirectCodingTests {
  /// Texts of any length and any character, most of them plain.
  private static func text() -> String {
    let characters: [Character] = [
      "a", "Z", "0", "-", ".", " ", "/", "é", "\u{1F511}", "\"", "\\", "\n", "\u{1}", "\u{7F}",
    ]
    let plain = characters.prefix(8)
    return String(
      (0..<Int.random(in: 0...40)).map { _ in
        (Int.random(in: 0..<8) == 0 ? characters[...] : plain).randomElement() ?? "a"
      })
  }

  private static func maybe<Value>(_ value: Value) -> Value? { Bool.random() ? value : nil }

  private func expectSame<Value: DirectEncodable & Codable & Equatable>(_ value: Value) throws {
    var writer = JSONObjectWriter(capacity: 16)
    value.write(to: &writer)
    let direct = Data(writer.finish())
    #expect(try JSONDecoder().decode(Value.self, from: direct) == value)
    let tree = try #require(JSONSerialization.jsonObject(with: direct) as? NSDictionary)
    #expect(tree == (try JSONSerialization.jsonObject(with: JSONEncoder.wire.encode(value)) as? NSDictionary))
    _ = try JSONObject(direct)
  }

  private func expectSame<Value: DirectDecodable & Codable & Equatable>(read value: Value) throws {
    let json = try JSONEncoder.wire.encode(value)
    if let direct = Value(direct: try JSONObject(json)) { #expect(direct == value) }
  }

  @Test("Replies are written as the general encoder writes them, whatever their members hold", arguments: 0..<200)
  func replies(_: Int) throws {
    try expectSame(
      TokenReply(accessToken: Sensitive(Self.text()), expiresIn: .random(in: 0 ... .max), scope: Self.text()))
    let claims = Introspection.Claims(
      scope: Self.text(), clientId: .random(), exp: .random(in: .min ... .max), iat: 0, aud: Self.text(),
      iss: Self.text(), jti: Self.text(),
      accountSid: .random(), region: Self.text(), secretSid: .random())
    try expectSame(Introspection(Self.maybe(claims)))
    try expectSame(
      Authorization(
        allowed: .random(), reason: Self.text(), permission: Self.maybe(Self.text()), clientId: Self.maybe(.random()),
        accountSid: Self.maybe(.random())))
  }

  @Test("Parameters are read as the general decoder reads them, or left to it", arguments: 0..<200)
  func parameters(_: Int) throws {
    try expectSame(
      read: TokensIssue(
        clientId: .random(), clientSecret: Sensitive(Self.text()), scope: Self.maybe(Self.text()),
        grantType: Self.maybe(Self.text())))
    try expectSame(read: TokensIntrospect(token: Sensitive(Self.text())))
    try expectSame(
      read: TokensAuthorize(
        token: Sensitive(Self.text()), method: Self.text(), host: Self.maybe(Self.text()), path: Self.text(),
        accountSid: Self.maybe(.random())))
    try expectSame(
      read: Meta(
        deadlineMilliseconds: Self.maybe(.random(in: .min ... .max)), traceparent: Self.maybe(.random()),
        actingUser: Self.maybe(Self.text())))
  }

  @Test("What is read directly is read: the fast way is taken for ordinary requests")
  func ordinary() throws {
    let issue = TokensIssue.example.request
    #expect(TokensIssue(direct: try JSONObject(JSONEncoder.wire.encode(issue))) == issue)
    let authorize = TokensAuthorize.example.request
    #expect(TokensAuthorize(direct: try JSONObject(JSONEncoder.wire.encode(authorize))) == authorize)
    let meta = Meta(deadlineMilliseconds: 5, traceparent: .random(), actingUser: "ann")
    #expect(Meta(direct: try JSONObject(JSONEncoder.wire.encode(meta))) == meta)
    #expect(Meta(direct: try JSONObject(Data("{}".utf8))) == Meta())
  }

  @Test("The methods that are called most are written directly: in a fixed order")
  func order() throws {
    let token = TokenReply(accessToken: Sensitive("t"), expiresIn: 1, scope: "/a")
    #expect(
      try TokensIssue.encoded(token)
        == Data(
          (#"{"access_token":"t","token_type":"Bearer","expires_in":1,"scope":"/a","#
            + #""id_token":null,"refresh_token":null}"#).utf8))
    #expect(try TokensIntrospect.encoded(.inactive) == Data(#"{"active":false}"#.utf8))
    #expect(
      try TokensAuthorize.encoded(Authorization(allowed: true, reason: "r"))
        == Data(#"{"allowed":true,"reason":"r"}"#.utf8))
  }

  @Test(
    "Anything out of the ordinary is left to the general decoder",
    arguments: [
      #"{"client_id":"OQ1","client_secret":"s"}"#, #"{"client_id":null,"client_secret":"s"}"#,
      #"{"client_secret":"s"}"#,
      #"{"client_id":"OQ00000000000000000000000000000001","client_secret":7}"#,
      #"{"client_id":"OQ00000000000000000000000000000001","client_secret":"\u0041"}"#,
      #"{"client_id":"OQ00000000000000000000000000000001","client_secret":"s","scope":["a"]}"#,
    ])
  func unusual(json: String) throws {
    #expect(TokensIssue(direct: try JSONObject(Data(json.utf8))) == nil)
  }

  @Test(
    "Ids are read alike, and what is no id is left to the decoder",
    arguments: [
      "0", "-1", "9223372036854775807", "9223372036854775808", "1.0", "1e0", "-0", #""""#, #""x""#, #""\u0041""#,
      "null", "true", "{}", "[1]",
    ])
  func ids(json: String) throws {
    let general = try? JSONDecoder().decode(RequestID.self, from: Data(json.utf8))
    if let direct = RequestID(direct: Data(json.utf8)) { #expect(direct == general) }
  }
}
