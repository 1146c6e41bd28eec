import JSON
import Testing

@Suite struct JSONObjectWriterTests {
  @Test("Members are written in the order given, without white space")
  func members() {
    var writer = JSONObjectWriter(capacity: 1)
    writer.write("text", "a\"\n")
    writer.write("number", Int.min)
    writer.write("yes", true)
    writer.write("no", false)
    writer.write("list", ["a", "\\"])
    writer.write("none", [])
    writer.writeNull("null")
    let expected =
      #"{"text":"a\"\u000a","number":-9223372036854775808,"yes":true,"no":false,"#
      + #""list":["a","\\"],"none":[],"null":null}"#
    #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
  }

  @Test("An object without members is one")
  func empty() {
    #expect(JSONObjectWriter(capacity: 0).finish() == Array("{}".utf8))
  }
}
