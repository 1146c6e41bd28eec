import FoundationEssentials
import Testing

import struct WireProtocol.SplitMix64

@testable import JOSE

@Suite("JSON of headers and claims")
struct JSONObjectTests {
  private func parse(_ text: String) -> JSONObject? { try? JSONObject(parsing: [UInt8](text.utf8)) }
  private func value(_ json: String) -> JSONObject.Value? { parse(#"{"v":\#(json)}"#)?["v"] }

  @Test("text, integers and lists of texts are read, other values are passed over")
  func values() {
    #expect(value(#""x""#) == .string("x"))
    #expect(value("-12") == .integer(-12))
    #expect(value("0") == .integer(0))
    #expect(value("[]") == .strings([]))
    #expect(value(#"[ "a" , "b" ]"#) == .strings(["a", "b"]))
    for json in [
      "null", "true", "false", "{}", "[1]", #"["a",1]"#, #"[["a"]]"#, #"{"a":[{}]}"#, "1.5", "1e3", "0.0", "-0E+1",
    ] {
      #expect(value(json) == .other, "\(json)")
    }
  }

  @Test("RFC 7493: integers beyond what every reader keeps exact are not taken for integers")
  func largeNumbers() {
    #expect(value("9007199254740991") == .integer(9_007_199_254_740_991))
    #expect(value("-9007199254740991") == .integer(-9_007_199_254_740_991))
    for json in ["9007199254740992", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e400"] {
      #expect(value(json) == .other, "\(json)")
    }
    #expect(value(String(repeating: "9", count: 10_000)) == .other)
  }

  @Test("escapes and characters beyond ASCII are read as RFC 8259 section 7 says")
  func strings() {
    #expect(value(#""\"\\\/\b\f\n\r\t""#) == .string("\"\\/\u{8}\u{C}\n\r\t"))
    #expect(value(#""a\u0041\u00e9\uD83D\uDE00b""#) == .string("aAé😀b"))
    #expect(value(#""\u0000""#) == .string("\0"))
    #expect(value(#""é😀""#) == .string("é😀"))
  }

  @Test(
    "malformed JSON is refused",
    arguments: [
      "", " ", "null", "[]", #""x""#, "1", "{", "}", "{}{}", "{} x", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#,
      #"{"a" 1}"#,
      #"{"a":1 "b":2}"#, "{a:1}", "{'a':1}", #"{"a":01}"#, #"{"a":-}"#, #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":1.}"#,
      #"{"a":1e}"#,
      #"{"a":-01}"#, #"{"a":0x10}"#, #"{"a":NaN}"#, #"{"a":tru}"#, #"{"a":nul}"#, #"{"a":[1,]}"#, #"{"a":[1 2]}"#,
      #"{"a":[}"#,
      #"{"a":"x}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#, #"{"a":"\u12G4"}"#, #"{"a":"\uD800"}"#, #"{"a":"\uD800\u0041"}"#,
      #"{"a":"\uDC00"}"#, #"{"a":"\uD800x"}"#, "{\"a\":\"\n\"}", "{\"a\":\"\\", "\u{FEFF}{}", "{}\0",
    ])
  func malformed(text: String) { #expect(parse(text) == nil) }

  @Test(
    "bytes that are not UTF-8 are refused",
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80],
    ])
  func invalidUTF8(bytes: [UInt8]) {
    #expect((try? JSONObject(parsing: [UInt8](#"{"a":""#.utf8) + bytes + [UInt8](#""}"#.utf8))) == nil)
    #expect((try? JSONObject(parsing: [UInt8](#"{""#.utf8) + bytes + [UInt8](#"":1}"#.utf8))) == nil)
  }

  @Test(
    "members that occur twice are refused, also where an escape hides one, and no other name passes for one in ASCII")
  func duplicates() {
    #expect(parse(#"{"a":1,"b":2,"a":1}"#) == nil)
    #expect(parse(#"{"a":1,"\u0061":2}"#) == nil)
    #expect(parse("{\"\u{E9}\":1,\"e\u{301}\":2}") != nil)
    #expect(parse("{\"\u{212A}\":1}")?["K"] == nil)
  }

  @Test("nesting and members have bounds")
  func bounds() {
    #expect(value(String(repeating: "[", count: 15) + String(repeating: "]", count: 15)) == .other)
    #expect(value(String(repeating: "[", count: 17) + String(repeating: "]", count: 17)) == nil)
    for bomb in ["[", #"{"a":"#, "[{\"a\":"] {
      #expect(value(String(repeating: bomb, count: 12_000 / bomb.utf8.count)) == nil)
    }
    let members = { (count: Int) in "{" + (0..<count).map { #""m\#($0)":0"# }.joined(separator: ",") + "}" }
    #expect(parse(members(32)) != nil)
    #expect(parse(members(33)) == nil)
  }

  @Test("whatever is accepted after random damage, Foundation reads the same from it")
  func agreesWithFoundation() throws {
    struct Members: Decodable {
      var s: String?
      var n: Int?
      var l: [String]?
    }
    let original = [UInt8](#"{"s":"a\"\\\u00e9\n/","n":-1200,"l":["x","é"],"o":{"p":[1.5e-3,true,null]}}"#.utf8)
    var random = SplitMix64(seed: 1)
    var accepted = 0
    for _ in 0..<20_000 {
      var bytes = original
      bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
      guard let object = try? JSONObject(parsing: bytes) else { continue }
      guard let members = try? JSONDecoder().decode(Members.self, from: Data(bytes)) else {
        #expect(throws: Never.self) { try JSONDecoder().decode([String: Ignored].self, from: Data(bytes)) }
        continue
      }
      accepted += 1
      if case .string(let text)? = object["s"] { #expect(text == members.s) }
      if case .integer(let number)? = object["n"] { #expect(number == members.n) }
      if case .strings(let texts)? = object["l"] { #expect(texts == members.l) }
    }
    #expect(accepted > 1000)
  }

  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }
}
