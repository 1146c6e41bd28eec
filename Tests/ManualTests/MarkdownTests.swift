import Testing

@testable import Manual

struct MarkdownTests {
  private func source(_ markdown: String) -> String {
    let page = ManualPage(
      name: "x", section: 7, summary: "y", version: "1", date: "2026-11-27", blocks: Markdown.blocks(of: markdown))
    return String(page.rendered().split(separator: "\n").drop { $0 != #"x \- y"# }.dropFirst().joined(separator: "\n"))
  }

  @Test("Headings, paragraphs of many lines, code, stress and links")
  func text() {
    #expect(
      source("# Title\n\n## The `end`\nOne\ntwo `a*b` *stressed* [there](#x).\n\n### sub\n\nText * alone") == #"""
        .SH "THE END"
        One two \fBa*b\fR \fIstressed\fR there.
        .SS "sub"
        Text * alone
        """#)
  }

  @Test("Bullets go on in the lines below, a row of a table is an item")
  func lists() {
    #expect(
      source("Text\n- one\n  and more\n- two\n\n| a | b | |\n|---|---|---|\n| `x` | | z |\n| `y` | w | |") == #"""
        .PP
        Text
        .IP \(bu 2
        one and more
        .PD 0
        .IP \(bu 2
        two
        .PD
        .TP
        \fBx\fR
        z
        .TP
        \fBy\fR
        b: w
        """#)
  }

  @Test("JSON that is too long goes on behind a comma that is not in a string")
  func folding() {
    let long = String(repeating: "x", count: 40)
    #expect(
      source("```json\n{\"a\":\"\(long), \\\",\",\"b\":1,\"c\":\"\(long)\"}\n```") == #"""
        .PP
        .RS 4
        .nf
        {\(dqa\(dq:\(dq\#(long), \e\(dq,\(dq,\(dqb\(dq:1,
         \(dqc\(dq:\(dq\#(long)\(dq}
        .fi
        .RE
        """#)
  }
}
