import JSON
import Testing

@Suite struct JSONCursorTests {
  private func read<Value>(
    _ text: String, limits: JSONLimits = JSONLimits(depth: 3, members: 2),
    _ body: (inout JSONCursor) throws(JSONFault) -> Value
  ) throws(JSONFault) -> Value {
    try text.utf8.span.withUnsafeBytes { bytes throws(JSONFault) in
      var cursor = JSONCursor(bytes, limits: limits)
      return try body(&cursor)
    }
  }

  private func fault(_ text: String, limits: JSONLimits = JSONLimits(depth: 3, members: 2)) -> JSONFault? {
    do throws(JSONFault) {
      return try read(text, limits: limits) { cursor throws(JSONFault) in
        try cursor.skipValue()
        return cursor.isAtEnd() ? nil : cursor.fault("more follows")
      }
    } catch { return error }
  }

  @Test(
    "A fault is where the text stops being JSON",
    arguments: [
      ("", "the text ends inside a value", 0), (" [1,", "the text ends inside a value", 4),
      ("[tru]", "expected true", 4),
      ("nil", "expected null", 1), (#"{"a" 1}"#, "expected ':' after a member name", 5),
      ("{1:1}", "expected a member name in quotes", 1),
      (#"{"a":1,}"#, "expected a member name in quotes", 7), ("[1 2]", "expected ',' or ']' in an array", 3),
      (#"{"a":1]"#, "expected ',' or '}' in an object", 6), ("[,1]", "expected a value", 1),
      ("-", "expected a digit", 1),
      ("1.e", "expected a digit", 2), ("1e+", "expected a digit", 3), ("01", "more follows", 1),
      (#""a"#, "the text ends inside a string", 2),
      (#""\u12g4""#, #"\u is not followed by four hex digits"#, 5),
      (#""\x""#, "an unknown escape stands in a string", 2),
      (#""\ud800""#, "a lone surrogate is escaped in a string", 7),
      ("\"\n\"", "a control character stands unescaped in a string", 1),
    ])
  func faults(_ text: String, reason: String, offset: Int) {
    #expect(fault(text) == JSONFault(reason, at: offset))
  }

  @Test("Depth and members have limits, at every level")
  func limits() {
    #expect(fault("[[[]],[[1]]]") == nil)
    #expect(fault("[[[]],[[{}]]]") == JSONFault("nested deeper than 3 levels", at: 8))
    #expect(fault(#"{"a":{"b":1,"c":2},"d":0}"#) == nil)
    #expect(fault(#"{"a":{"b":1,"c":2,"e":3}}"#) == JSONFault("an object has more than 2 members", at: 18))
  }

  @Test("Names may repeat where the reader allows it, and only there")
  func repeatedNames() {
    #expect(fault(#"[{"a":1,"\u0061":2}]"#) == JSONFault("member \"a\" stands twice", at: 8))
    #expect(fault(#"[{"a":1,"\u0061":2}]"#, limits: JSONLimits(depth: 2, allowsRepeatedNames: true)) == nil)
    #expect(fault("{\"\u{E9}\":1,\"e\u{301}\":2}") == nil)
    let many = (0..<40).map { #""\#($0)":0,"# }.joined()
    #expect(fault("{\(many)\"\u{E9}\":1,\"e\u{301}\":2}", limits: JSONLimits(depth: 1)) == nil)
  }

  @Test("Containers are read in turn, whether empty, nested or left for what follows")
  func containers() throws {
    let texts = try read(#" { "l" : [ [ ] , ["a" , "b"],[]], "n":-7 } "#) { cursor throws(JSONFault) in
      var names = JSONNames()
      var texts: [String] = []
      try cursor.enterObject()
      while let name = try cursor.nextName(&names) {
        texts.append(name)
        if name == "n" {
          texts.append(try cursor.number()?.description ?? "none")
        } else {
          try cursor.enterArray()
          while try cursor.nextElement() {
            try cursor.enterArray()
            while try cursor.nextElement() { texts.append(try cursor.string()) }
            texts.append(";")
          }
        }
      }
      return texts + [cursor.isAtEnd() ? "end" : "more"]
    }
    #expect(texts == ["l", ";", "a", "b", ";", ";", "n", "-7", "end"])
  }

  @Test("What is asked for must be there")
  func kinds() {
    for text in ["", "null", "}"] {
      #expect(throws: JSONFault("expected an object", at: 0)) {
        try read(text) { cursor throws(JSONFault) in try cursor.enterObject() }
      }
      #expect(throws: JSONFault("expected an array", at: 0)) {
        try read(text) { cursor throws(JSONFault) in try cursor.enterArray() }
      }
      #expect(throws: JSONFault("expected a string", at: 0)) {
        try read(text) { cursor throws(JSONFault) in try cursor.string() }
      }
      #expect(throws: JSONFault("expected a digit", at: 0)) {
        try read(text) { cursor throws(JSONFault) in try cursor.number() }
      }
    }
  }
}
