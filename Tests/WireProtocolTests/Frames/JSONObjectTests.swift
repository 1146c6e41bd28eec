import Foundation
import JSON
import Testing
import WireProtocol

@Suite struct JSONObjectTests {
  @Test("The members of an object are slices of its text, in its order, white space left out")
  func members() throws {
    let text = Data("\t{ \"a\" : 1 ,\r\n\"b\":{\"c\":[ ]}, \"\" : \"x\\\"y\" }\n".utf8)
    let object = try JSONObject(text)
    #expect(object.members.map(\.name) == ["a", "b", ""])
    #expect(object.members.map { String(decoding: $0.value, as: UTF8.self) } == ["1", #"{"c":[ ]}"#, #""x\"y""#])
    #expect(object["b"] == Data(#"{"c":[ ]}"#.utf8))
    #expect(object["c"] == nil)
  }

  @Test("A text that is a slice of another is read from its own start")
  func slice() throws {
    let text = Data(#"xxxx{"a":{"b":true}}"#.utf8).dropFirst(4)
    let inner = try #require(try JSONObject(text)["a"])
    #expect(try JSONObject(inner)["b"] == Data("true".utf8))
  }

  @Test("Escapes in a name are resolved, surrogate pairs as well")
  func escapedNames() throws {
    let object = try JSONObject(Data(#"{"\u0061\/\n\u00e9\ud83d\ude00\"\\\b\f\r\t":1}"#.utf8))
    #expect(object.members.first?.name == "a/\né😀\"\\\u{8}\u{C}\r\t")
  }

  @Test(
    "What is not one JSON object is refused",
    arguments: [
      "", " ", "[]", "[{}]", "1", "null", "true", #""{}""#, "{}{}", "{} x", "{},", "\u{FEFF}{}", "{", "}", "{]", "[}",
      "\0{}", "{}\0",
      "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1 "b":2}"#, #"{"a":1;"b":2}"#, #"{"a"=1}"#,
      #"{"a"::1}"#, "{a:1}",
      "{'a':1}",
      "{1:1}", "{null:1}", #"{"a":[1,]}"#, #"{"a":[,1]}"#, #"{"a":[1 2]}"#, #"{"a":[}"#, #"{"a":(1)}"#, "{} // comment",
      "{/**/}",
      #"{"a":b}"#,
      "{\u{A0}}", "{\u{2028}}", "{\u{B}}",
    ])
  func malformed(_ text: String) {
    #expect(throws: JSONFault.self) { try JSONObject(Data(text.utf8)) }
  }

  @Test(
    "Numbers and words are those of RFC 8259, and no others",
    arguments: [
      ("0", true), ("-0", true), ("12", true), ("-1.5", true), ("1e3", true), ("1E+3", true), ("0.1e-20", true),
      ("1e999999", true),
      ("123456789012345678901234567890", true), ("true", true), ("false", true), ("null", true),
      ("01", false), ("-", false), ("+1", false), (".5", false), ("1.", false), ("1.e3", false), ("1e", false),
      ("1e+", false),
      ("0x10", false),
      ("--1", false), ("1_000", false), ("1;5", false), ("NaN", false), ("Infinity", false), ("-Infinity", false),
      ("True", false),
      ("nul", false),
      ("nulll", false), ("tru e", false), ("٣", false), ("1١", false),
    ])
  func scalars(_ text: String, isTaken: Bool) {
    for message in [#"{"a":\#(text)}"#, #"{"a":[\#(text)]}"#] {
      let object = try? JSONObject(Data(message.utf8))
      #expect((object != nil) == isTaken)
    }
  }

  @Test("A text that is cut off at any byte is refused")
  func truncated() {
    let text = Data(#" {"a\u00e9\ud83d\ude00":[1,-2.5e+3,true,false,null,{"b":"é😀\n"}],"c":{}}"#.utf8)
    #expect(throws: Never.self) { try JSONObject(text) }
    for length in 0..<text.count {
      #expect(throws: JSONFault.self) { try JSONObject(text.prefix(length)) }
    }
  }

  @Test(
    "A member that stands twice is refused by name, at any level and however it is spelt",
    arguments: [
      (#"{"a":1,"a":1}"#, #""a""#, 7), (#"{"a":1,"\u0061":2}"#, #""a""#, 7),
      (#"{"x":{"a":1,"b":2,"a":3}}"#, #""a""#, 18),
      (#"{"x":[0,{"a":1,"a":2}]}"#, #""a""#, 15), (#"{"":1,"":2}"#, #""""#, 6), (#"{"é":1,"\u00E9":2}"#, #""é""#, 8),
      (#"{"😀":1,"\uD83D\uDE00":2}"#, #""😀""#, 10), (#"{"\n":1,"\u000a":2}"#, #""\n""#, 8),
    ])
  func duplicate(_ text: String, name: String, offset: Int) {
    let fault = #expect(throws: JSONFault.self) { try JSONObject(Data(text.utf8)) }
    #expect(fault == JSONFault("member \(name) stands twice", at: offset))
  }

  @Test("The same name at different levels, or with another case, is no duplicate")
  func noDuplicate() throws {
    #expect(try JSONObject(Data(#"{"a":{"a":{"a":[{"a":1},{"a":1}]}},"A":1,"a ":2}"#.utf8)).members.count == 3)
  }

  @Test(
    "A duplicate is found in a short object and in a long one, wherever it stands", arguments: [2, 16, 17, 18, 19, 40])
  func duplicateAmongMany(_ count: Int) {
    for repeated in 0..<count {
      let names = (0..<count).map(String.init) + [String(repeated)]
      let text = "{" + names.map { #""\#($0)":0"# }.joined(separator: ",") + "}"
      #expect(throws: JSONFault.self) { try JSONObject(Data(text.utf8)) }
    }
  }
}
