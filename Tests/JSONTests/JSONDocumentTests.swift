import JSON
import Testing

@Suite struct JSONDocumentTests {
  @Test("The members of an object are slices of its text, in its order, white space left out")
  func members() throws {
    let object = try ReadObject("\t{ \"a\" : 1 ,\r\n\"b\":{\"c\":[ ]}, \"\" : \"x\\\"y\" }\n")
    #expect(object.members.map(\.name) == ["a", "b", ""])
    #expect(object.members.map(\.value) == ["1", #"{"c":[ ]}"#, #""x\"y""#])
    #expect(object["b"] == #"{"c":[ ]}"#)
    #expect(object["c"] == nil)
  }

  @Test("A value knows its kind, what it holds and how one gets there")
  func values() throws {
    let text = #"{"a":[{"b":-12},"x\n",true,null,1.5,9223372036854775807,-9223372036854775808,9223372036854775808]}"#
    let root = try JSONDocument(Array(text.utf8), limits: JSONLimits(depth: 3)).root
    let elements = Array(try #require(root["a"]).children)
    let number = try #require(elements[0]["b"])
    #expect(number.integer == -12 && number.string == nil && number.bool == nil && !number.isNull)
    #expect(number.path(from: root) == [.member("a"), .element(0), .member("b")])
    #expect(number.path(from: elements[0]) == [.member("b")])
    #expect(elements[1].string == "x\n")
    #expect(elements[2].bool == true && elements[3].isNull)
    #expect(elements[4...].map(\.integer) == [nil, .max, .min, nil])
    #expect(elements[4...].allSatisfy { $0.isNumber })
    #expect(root["b"] == nil && elements[2]["b"] == nil)
  }

  @Test("Escapes in a name are resolved, surrogate pairs as well")
  func escapedNames() throws {
    let object = try ReadObject(#"{"\u0061\/\n\u00e9\ud83d\ude00\"\\\b\f\r\t":1}"#)
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
    #expect(throws: JSONFault.self) { try ReadObject(text) }
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
      let object = try? ReadObject(message)
      #expect((object != nil) == isTaken)
    }
  }

  @Test("A text that is cut off at any byte is refused")
  func truncated() {
    let text = Array(#" {"a\u00e9\ud83d\ude00":[1,-2.5e+3,true,false,null,{"b":"é😀\n"}],"c":{}}"#.utf8)
    #expect(throws: Never.self) { try JSONDocument(text, limits: JSONLimits(depth: 64)) }
    for length in 0..<text.count {
      #expect(throws: JSONFault.self) { try JSONDocument(Array(text[..<length]), limits: JSONLimits(depth: 64)) }
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
    let fault = #expect(throws: JSONFault.self) { try ReadObject(text) }
    #expect(fault == JSONFault("member \(name) stands twice", at: offset))
  }

  @Test("The same name at different levels, or with another case, is no duplicate")
  func noDuplicate() throws {
    #expect(try ReadObject(#"{"a":{"a":{"a":[{"a":1},{"a":1}]}},"A":1,"a ":2}"#).members.count == 3)
  }

  @Test(
    "A duplicate is found in a short object and in a long one, wherever it stands", arguments: [2, 16, 17, 18, 19, 40])
  func duplicateAmongMany(_ count: Int) {
    for repeated in 0..<count {
      let names = (0..<count).map(String.init) + [String(repeated)]
      let text = "{" + names.map { #""\#($0)":0"# }.joined(separator: ",") + "}"
      #expect(throws: JSONFault.self) { try ReadObject(text) }
    }
  }
}
