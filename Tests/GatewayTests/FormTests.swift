import TestSupport
import Testing

@testable import HTTP

/// application/x-www-form-urlencoded, of UTF-8.
@Suite struct FormTests {
  @Test("RFC 6749 appendix B: blanks, escapes and UTF-8 are decoded, once")
  func decoding() throws {
    let form = try Form("a=1+2&b=%C3%A4&c=%2525&d=%2B&e=x=y&f&%67=h&=i".utf8)
    #expect(form["a"] == "1 2" && form["b"] == "ä" && form["c"] == "%25" && form["d"] == "+" && form["e"] == "x=y")
    #expect(form["f"] == nil && form["g"] == "h" && form[""] == "i" && form["z"] == nil)
  }

  @Test(
    "RFC 6749 appendix B: what can't be decoded is refused",
    arguments: [
      "a=%", "a=%4", "a=%zz", "a=%4z", "%=a", "a=%00", "a=\u{0}", "a=%FF", "a=%C3", "a=%C3(", "a=%ED%A0%80",
      "a=%F4%90%80%80",
      "a=%C0%80", "a=%%41",
    ])
  func refused(_ text: String) {
    #expect(throws: RequestFault.self) { try Form(text.utf8) }
  }

  @Test("RFC 6749 3.1: a name comes once, but for those that may be repeated")
  func repetition() throws {
    #expect(throws: RequestFault.self) { try Form("a=1&a=1".utf8) }
    #expect(throws: RequestFault.self) { try Form("a=&%61=".utf8) }
    let form = try Form("r=1&r=&r=2&a=3".utf8, repeatable: ["r"])
    #expect(form.values(of: "r") == ["1", "2"] && form["a"] == "3")
  }
}
