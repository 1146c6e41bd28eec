import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct BoundedValueTests {
  private func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try Wire.value([Value].self, "[\(json)]")[0]
  }

  private func fault<Value: Decodable>(_ type: Value.Type, _ json: String) -> String? {
    do {
      _ = try decode(type, json)
      return nil
    } catch let error as DecodingError { return ServiceError(error).message } catch { return nil }
  }

  @Test(
    "A name has 1 to 64 characters of any script, counted as Unicode scalars",
    arguments: [
      "x", "Zoë 🚀", "名前", String(repeating: "é", count: 64),
    ])
  func names(_ text: String) throws {
    #expect(try FriendlyName(text).text == text)
    #expect(try decode(FriendlyName.self, "\"\(text)\"").description == text)
  }

  @Test(
    "A name is brought into normal form C and loses the blanks around it",
    arguments: [
      (" Acme  ", "Acme"), ("A  B", "A  B"), ("Zoe\u{308}", "Zo\u{EB}"), ("\u{212B}", "\u{C5}"),
      ("e\u{301}\u{327}", "\u{229}\u{301}"), ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
      (String(repeating: " ", count: 100) + "x", "x"),
    ])
  func normalized(_ text: String, stored: String) throws {
    // Compared by scalars: to `==`, texts that are canonically equivalent are the same.
    #expect(Array(try FriendlyName(text).text.unicodeScalars) == Array(stored.unicodeScalars))
    #expect(try FriendlyName(FriendlyName(text).text) == FriendlyName(text))
  }

  @Test(
    "A name too long, empty or with something that can't be seen is refused, and not repeated",
    arguments: [
      ("", "0 characters; 1 to 64 are allowed"), ("   ", "0 characters; 1 to 64 are allowed"),
      (String(repeating: "x", count: 65), "65 characters; 1 to 64 are allowed"),
      (String(repeating: "x", count: 1_000_000), "1000000 characters; 1 to 64 are allowed"),
      ("x" + String(repeating: "\u{301}", count: 64), "65 characters; 1 to 64 are allowed"),
      ("\u{301}x", "begins with a mark that needs a character before it (U+301 found)"),
    ]
      + [
        0x0, 0xA, 0x1B, 0x7F, 0x9B, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x2003, 0x200B, 0x200D, 0x200E, 0x2028,
        0x2029,
        0x202E, 0x2060, 0x2066, 0x2800, 0x3000, 0x3164, 0xE000, 0xFDD0, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFE, 0xE0041,
        0xE0101,
        0xF0000, 0x1FFFF,
      ].compactMap(Unicode.Scalar.init).flatMap { scalar in
        let code = String(scalar.value, radix: 16, uppercase: true)
        let clause = "only characters that can be seen, and plain blanks, are allowed (U+\(code) found)"
        return [("a\(scalar)b", clause), ("\(scalar)", clause), ("Acme\(scalar)", clause)]
      })
  func refusedNames(_ text: String, clause: String) throws {
    let fault = #expect(throws: TextFault.self) { try FriendlyName(text) }
    #expect(fault?.clause == clause)
    let json = try Wire.text(text)
    #expect(self.fault(FriendlyName.self, json) == "[0]: \(clause)")
  }

  @Test("A name that an earlier release let pass is read from a reply as it is")
  func earlierNames() throws {
    for text in ["a\u{200B}", " Acme ", "e\u{301}", " "] {
      let read = try Wire.value([FriendlyName].self, "[\(Wire.text(text))]", unknownMembers: .ignored)
      #expect(Array(try #require(read.first).text.unicodeScalars) == Array(text.unicodeScalars))
    }
  }

  @Test("A description may join characters, as some scripts and emoji do, and hides nothing else")
  func joiners() throws {
    for text in ["\u{645}\u{6CC}\u{200C}\u{62E}\u{648}\u{627}\u{647}\u{645}", "👩\u{200D}🚀", "❤\u{FE0F}"] {
      #expect(try AppDescription(text).text == text)
      #expect(throws: TextFault.self) { try FriendlyName(text) }
    }
    for text in ["a\u{202E}b", "a\nb", "a\u{200B}b", "\u{E0041}"] {
      #expect(throws: TextFault.self) { try AppDescription(text) }
    }
  }

  @Test("A description may be empty and has at most 256 characters")
  func descriptions() throws {
    #expect(try AppDescription("").text.isEmpty)
    #expect(try AppDescription(String(repeating: "x", count: 256)).text.count == 256)
    #expect(throws: TextFault.self) { try AppDescription(String(repeating: "x", count: 257)) }
  }

  @Test("R4: A token lives 60 to 2,592,000 seconds, 3,600 unless said otherwise")
  func tokenLifetime() throws {
    #expect(TokenLifetime.standard.value == 3600)
    for seconds in [60, 3600, 2_592_000] { #expect(try decode(TokenLifetime.self, "\(seconds)").value == seconds) }
    for seconds in [59, 2_592_001, 0, -1, Int.max, Int.min] {
      #expect(TokenLifetime(seconds) == nil)
      #expect(
        fault(TokenLifetime.self, "\(seconds)") == "[0]: \(seconds) is out of bounds; 60 to 2592000 seconds are allowed"
      )
    }
  }

  @Test("R8: A grace period is 0 to 2,592,000 seconds, 86,400 unless said otherwise")
  func gracePeriod() throws {
    #expect(GracePeriod.standard.value == 86_400)
    for seconds in [0, 1, 2_592_000] { #expect(try decode(GracePeriod.self, "\(seconds)").value == seconds) }
    for seconds in [-1, 2_592_001] {
      #expect(
        fault(GracePeriod.self, "\(seconds)") == "[0]: \(seconds) is out of bounds; 0 to 2592000 seconds are allowed")
    }
  }

  @Test("A page has 1 to 1,000 items, 50 unless said otherwise")
  func pageSize() throws {
    #expect(PageSize.standard.value == 50)
    for size in [1, 50, 1000] { #expect(try decode(PageSize.self, "\(size)").value == size) }
    for size in [0, -1, 1001] { #expect(PageSize(size) == nil) }
  }

  @Test("Of a number of 500,000 digits nothing is repeated")
  func longNumber() {
    let fault = fault(TokenLifetime.self, String(repeating: "9", count: 500_000))
    #expect(fault == "[0]: expected a whole number of at most 63 bits")
  }

  @Test(
    "A bounded number is a whole number, and one that is not is refused by its place",
    arguments: [
      ("1.5", "expected a whole number of at most 63 bits"), ("1e300", "expected a whole number of at most 63 bits"),
      ("9223372036854775808", "expected a whole number of at most 63 bits"), ("\"60\"", "expected a whole number"),
      ("null", "expected a whole number, not null"), ("true", "expected a whole number"),
      ("[]", "expected a whole number"),
    ])
  func wholeNumbers(_ json: String, clause: String) {
    #expect(fault(TokenLifetime.self, json) == "[0]: \(clause)")
  }

  @Test("A choice is one of its words, and an unknown one is refused with all that are known")
  func choices() throws {
    #expect(try decode(Role.self, "\"billing_manager\"") == .billingManager)
    #expect(
      fault(Role.self, "\"Owner\"")
        == #"[0]: unknown value "Owner"; one of owner, administrator, developer, support, billing_manager"#)
    #expect(fault(Role.self, "7") == "[0]: expected a string")
    #expect(fault(Role.self, "\"\"")?.hasPrefix(#"[0]: unknown value "";"#) == true)
  }

  @Test("Of a long word a choice repeats the first 64 characters, control characters escaped")
  func longChoice() throws {
    let long = try Wire.text("\u{1B}[2J" + String(repeating: "x", count: 10_000))
    let expected = #"[0]: unknown value "\u{1B}[2J"# + String(repeating: "x", count: 60) + "…\";"
    #expect(fault(Role.self, long)?.hasPrefix(expected) == true)
  }
}
