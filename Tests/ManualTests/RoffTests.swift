import Testing

@testable import Manual

struct RoffTests {
  /// Each would be a request, an escape, or another character, if it went into the source as it is.
  private static let texts = [
    ".SH EVIL", "'ds x y", #".\" no comment"#, #"\fBnot bold\fR"#, #"\*(xx \n(xx \[xx] \"#, ".", "..", "'", "-", "--as",
    #"a "quoted" 'word', `ticks`, ^ and ~"#, "na\u{EF}ve \u{2013} \u{6F22}\u{5B57}", "%s $x {} [] #",
  ]

  private func rendered(_ blocks: [ManualPage.Block]) -> RenderedPage {
    RenderedPage(
      file: "hostile.7",
      source: ManualPage(
        name: "hostile", section: 7, summary: #"what .SH, \fB and "quotes" are taken for"#, version: "1",
        date: "2026-11-27",
        blocks: [.section("Text")] + blocks
      ).rendered())
  }

  @Test("Whatever a text has is read as it was written, wherever it stands", arguments: texts)
  func hostile(text: String) async throws {
    let places: [ManualPage.Block] = [
      .paragraph([.text(text)]), .paragraph([.literal(text)]), .paragraph([.text("see "), .emphasized(text)]),
      .literal([text]), .bullets([[.text(text)], [.literal(text)]]), .items([([.literal(text)], [.text(text)])]),
      .subsection(text),
    ]
    for place in places {
      let page = rendered([place])
      #expect(try await page.faults() == [])
      #expect(try await page.text().contains(text), "\(place)")
    }
  }

  @Test("A control character is a blank")
  func controls() async throws {
    let page = rendered([.paragraph([.text("a\u{1B}[31m\nb")])])
    #expect(try await page.faults() == [])
    #expect(try await page.text().contains("a [31m b"))
  }

  @Test("A sentence begins a line of its own, an abbreviation or a name with a full stop does not")
  func sentences() {
    #expect(Roff.sentences("One. Two, e.g. this, of a.b. Three") == ["One.", "Two, e.g. this, of a.b.", "Three"])
    #expect(Roff.sentences("") == [""])
  }
}
