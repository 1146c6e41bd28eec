import Testing

@testable import Commands

struct FieldListTests {
  @Test("Values stand in one column, those of a list below each other, missing ones are left out")
  func alignment() {
    let list = FieldList([
      Field("sid", "AC1"), Field("parent_sid", nil), Field("friendly_name", "A\u{202E}B"),
      Field("allow", lines: ["/a", "/b"]),
      Field("deny", lines: []), Field("ttl", 60),
    ])
    #expect(
      list.rendered() == """
        sid:           AC1
        friendly_name: A\\u{202E}B
        allow:         /a
                       /b
        ttl:           60

        """)
  }
}
