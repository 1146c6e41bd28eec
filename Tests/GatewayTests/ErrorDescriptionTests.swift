import JSON
import TestSupport
import Testing

@testable import HTTP

/// The member `error_description`.
@Suite struct ErrorDescriptionTests {
  @Test("RFC 6749 5.2: whatever character stands in a sentence, error_description has those alone that it may have")
  func characters() {
    for scalar in (0...0x2FF).compactMap(UnicodeScalar.init) + ["\u{2028}", "\u{FEFF}", "\u{1F600}"] {
      let text = "a\(scalar)b".asErrorDescription
      let isAllowed = 0x20...0x21 ~= scalar.value || 0x23...0x5B ~= scalar.value || 0x5D...0x7E ~= scalar.value
      #expect(isAllowed ? text == "a\(scalar)b" : ["a'b", "a?b"].contains(text), "U+\(scalar.value)")
    }
  }

  @Test(
    "RFC 6749 5.2: what a request holds reaches error_description in permitted characters alone",
    arguments: [
      "scope=/%22x%22", "scope=%5C", "scope=%1B%5B31m", "scope=%C3%A4", "scope=%0D%0AX-Evil:1", "resource=%22%5C%C3%A4",
      "%22%5C%1B=1&%22%5C%1B=1", "grant_type=%22%5C%1B%C3%A4",
    ])
  func requests(_ form: String) async throws {
    try await TestGateway.withApp { gateway, app in
      let grant = form.hasPrefix("grant_type") ? "" : "&grant_type=client_credentials"
      let reply = try await gateway.token(form + grant, app.basic)
      #expect(reply.status == 400)
      let description = try #require(try reply.json["error_description"]?.string)
      #expect(description.utf8.allSatisfy { 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }, "\(description)")
      #expect(!reply.fields.contains { $0.name == "x-evil" })
    }
  }
}
