import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct SIDTests {
  @Test("An identifier is two letters and 32 lower-case hex digits")
  func valid() throws {
    let text = "AC0123456789abcdef0123456789abcdef"
    #expect(AccountSID(text)?.description == text)
    #expect(try Wire.value(AccountSID.self, "\"\(text)\"").text == text)
    #expect(AccountSID(high: 0x0123_4567_89AB_CDEF, low: 0xF).text == "AC0123456789abcdef000000000000000f")
  }

  @Test(
    "Anything else is refused, the kinds of each other as well",
    arguments: [
      "", "AC", "AC0123456789abcdef0123456789abcde", "AC0123456789abcdef0123456789abcdef0",
      "AC0123456789ABCDEF0123456789abcdef",
      "ac0123456789abcdef0123456789abcdef", "OQ0123456789abcdef0123456789abcdef", "US0123456789abcdef0123456789abcdef",
      "AC0123456789abcdefg123456789abcdef", "AC0123456789abcdef 123456789abcdef", "AC0123456789abcdef0123456789abcde\n",
      "AC0123456789abcdef0123456789abcdé", "AC\u{301}123456789abcdef0123456789abcdef",
      "АС0123456789abcdef0123456789abcd",
      "AC0123456789abcdef0123456789abcde\0", "../../../../../../../../etc/passwd",
    ])
  func invalid(_ text: String) {
    #expect(AccountSID(text) == nil)
  }

  @Test("Each kind has its own two letters")
  func kinds() {
    #expect(AccountSID.random().text.hasPrefix("AC"))
    #expect(UserSID.random().text.hasPrefix("US"))
    #expect(AppSID.random().text.hasPrefix("OQ"))
    #expect(SecretSID.random().text.hasPrefix("CS"))
    #expect(APIKeySID.random().text.hasPrefix("SK"))
  }

  @Test("A client is known by the SID of an app or of an API key, and by no other")
  func clients() throws {
    let (app, key) = (AppSID.random(), APIKeySID.random())
    #expect(try Wire.value(ClientID.self, "\"\(app)\"") == .app(app))
    #expect(try Wire.value(ClientID.self, "\"\(key)\"") == .apiKey(key))
    #expect(app.clientID.text == app.text && key.clientID.text == key.text)
    for other in [AccountSID.random().text, "SK", "", app.text.uppercased()] {
      #expect(ClientID(other) == nil)
      #expect(throws: (any Error).self) { try Wire.value(ClientID.self, "\"\(other)\"") }
    }
  }

  @Test("New identifiers are valid and differ")
  func random() {
    let sids = (1...1000).map { _ in AppSID.random() }
    #expect(Set(sids).count == 1000)
    #expect(sids.allSatisfy { AppSID($0.text) == $0 })
  }
}
