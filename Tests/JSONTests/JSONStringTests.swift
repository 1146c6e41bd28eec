import FoundationEssentials
import JSON
import Testing

@Suite struct JSONStringTests {
  @Test(
    "A string that is not valid UTF-8 is refused, as a name and as a value",
    arguments: [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xE2, 0x28, 0xA1],
      [0xE0, 0x80, 0xAF],
      [0xED, 0xA0, 0x80],
      [0xED, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
      [0x61, 0xFF, 0x62],
    ] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    let fault = JSONFault("a string is not valid UTF-8", at: 6)
    #expect(throws: fault) { try ScannedObject(Array(#"{"a":""#.utf8 + bytes + #""}"#.utf8)) }
    #expect(throws: JSONFault("a string is not valid UTF-8", at: 2)) {
      try ScannedObject(Array(#"{""#.utf8 + bytes + #"":1}"#.utf8))
    }
  }

  @Test("Bytes above ASCII outside of a string are refused")
  func strayBytes() {
    for bytes in [[0xC3, 0xA9], [0xFF], [0xC2, 0xA0]] as [[UInt8]] {
      #expect(throws: JSONFault.self) { try ScannedObject(bytes + Array("{}".utf8)) }
      #expect(throws: JSONFault.self) { try ScannedObject(Array(#"{"a":"#.utf8 + bytes + "}".utf8)) }
    }
  }

  @Test(
    "Surrogates are escaped in pairs or not at all",
    arguments: [
      #"\ud83d"#, #"\ude00"#, #"\ud83dx"#, #"\ud83d\n"#, #"\ud83d\u0041"#, #"\ud83d\ud83d"#, #"\ude00\ud83d"#,
      #"\ud83d\ude00\ud83d"#,
      #"\uD800\u"#,
      #"\ud83d\"#,
    ])
  func loneSurrogates(_ content: String) {
    #expect(throws: JSONFault.self) { try ScannedObject(Array(#"{"a":"\#(content)"}"#.utf8)) }
    #expect(throws: JSONFault.self) { try ScannedObject(Array(#"{"\#(content)":1}"#.utf8)) }
  }

  @Test(
    "An escape is one of RFC 8259's",
    arguments: [
      #"\a"#, #"\v"#, #"\0"#, #"\'"#, #"\x41"#, #"\U0041"#, #"\ "#, #"\u"#, #"\u004"#, #"\u004g"#, #"\u+041"#,
      #"\u-041"#, #"\u-000"#,
      #"\u 041"#,
      #"\u00 1"#, #"\u{41}"#, #"\u００４１"#, #"\é"#,
    ])
  func unknownEscapes(_ content: String) {
    #expect(throws: JSONFault.self) { try ScannedObject(Array(#"{"a":"\#(content)"}"#.utf8)) }
  }

  @Test("Control characters stand in strings as escapes only", arguments: 0..<0x20 as Range<UInt8>)
  func controlCharacters(_ byte: UInt8) {
    #expect(throws: JSONFault.self) { try ScannedObject(Array(#"{"a":""#.utf8 + [byte] + #""}"#.utf8)) }
    let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
    #expect(throws: Never.self) { try ScannedObject(Array(#"{"a":"\u00\#(digits)\#u{7F}"}"#.utf8)) }
  }

  @Test(
    "Whatever byte stands wherever in a longer string, it is judged as in a short one",
    arguments: 0...0xFF as ClosedRange<UInt8>)
  func everyByteEverywhere(_ byte: UInt8) {
    let isTaken = byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    for length in 1...26 {
      for place in 0..<length {
        var content = [UInt8](repeating: 0x7F, count: length)
        content[place] = byte
        let object = try? ScannedObject(Array("{\"".utf8) + content + Array("\":0}".utf8))
        #expect(object?.names == (isTaken ? [String(decoding: content, as: UTF8.self)] : nil))
      }
    }
  }

  @Test("A text put into JSON comes out of any reader as it was")
  func roundTrip() throws {
    let every = String(String.UnicodeScalarView((0..<0x2100).compactMap(Unicode.Scalar.init)))
    for text in ["", "plain", "\"\\/", every, "😀é\u{301}\u{202E}\u{FFFF}", String(repeating: "\u{1}", count: 1000)] {
      var bytes: [UInt8] = []
      JSONString.append(text, to: &bytes)
      #expect(
        try Array(JSONDecoder().decode(String.self, from: Data(bytes)).unicodeScalars) == Array(text.unicodeScalars))
      let object = try ScannedObject(Array("{".utf8 + bytes + ":0}".utf8))
      #expect(object.names.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }
  }
}
