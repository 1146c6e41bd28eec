import JSON
import Testing

@Suite struct JSONExtremesTests {
  @Test("64 levels of nesting are taken, 65 are not, of arrays, objects and both")
  func depth() throws {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")] {
      let levels = open.count { "[{".contains($0) }
      let fitting = (64 - 1) / levels
      #expect(throws: Never.self) { try ReadObject(nested(open, close, fitting)) }
      let fault = #expect(throws: JSONFault.self) { try ReadObject(nested(open, close, fitting + 1)) }
      #expect(fault?.reason == "nested deeper than 64 levels")
    }
  }

  @Test("10,000 levels of nesting, closed or not, are refused like 65", arguments: ["[", #"{"a":"#, #"[{"a":"#])
  func tooDeep(_ open: String) {
    let close = String(open.reversed().compactMap { ["[": "]", "{": "}"][$0] })
    for text in [nested(open, close, 10_000), nested(open, "", 10_000)] {
      let fault = #expect(throws: JSONFault.self) { try ReadObject(text) }
      #expect(fault?.reason == "nested deeper than 64 levels")
    }
  }

  private func nested(_ open: String, _ close: String, _ count: Int) -> String {
    let innermost = open.hasSuffix(":") ? "1" : ""
    return #"{"x":"# + String(repeating: open, count: count) + innermost + String(repeating: close, count: count) + "}"
  }

  @Test("An object of 100,000 members is taken, and a duplicate at its end is found")
  func manyMembers() throws {
    let members = (0..<100_000).map { #""\#($0)":0"# }.joined(separator: ",")
    #expect(try ReadObject("{\(members)}").members.count == 100_000)
    let fault = JSONFault("member \"0\" stands twice", at: members.utf8.count + 2)
    #expect(throws: fault) { try ReadObject("{\(members),\"0\":0}") }
  }

  @Test("100,000 empty objects in an array cost one pass")
  func manyObjects() throws {
    let objects = Array(repeating: "{}", count: 100_000).joined(separator: ",")
    #expect(try ReadObject(#"{"a":[\#(objects)]}"#).members.count == 1)
  }

  @Test("Strings of a million bytes are taken as names and as values")
  func longStrings() throws {
    for repeated in ["x", "é", #"\n"#] {
      let long = String(repeating: repeated, count: 1_000_000 / repeated.utf8.count)
      #expect(try ReadObject("{\"\(long)\":0}").members.count == 1)
      #expect(try ReadObject("{\"a\":\"\(long)\"}")["a"]?.utf8.count == long.utf8.count + 2)
    }
  }

  @Test("The name of a duplicate is repeated in part only")
  func longDuplicate() {
    let long = String(repeating: "x", count: 400_000)
    let fault = #expect(throws: JSONFault.self) { try ReadObject("{\"\(long)\":0,\"\(long)\":0}") }
    #expect(fault?.reason == "member \"\(String(repeating: "x", count: 64))…\" stands twice")
  }
}
