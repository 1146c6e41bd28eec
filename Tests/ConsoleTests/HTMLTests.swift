import FoundationEssentials
import Testing

@testable import Console

@Suite("Markup") struct HTMLTests {
  @Test("What is put into markup is text, unless it is markup itself")
  func escaping() {
    let text = #"<a href="x">'&"#
    #expect(("<b>\(text)</b>" as HTML).text == "<b>&lt;a href=&quot;x&quot;&gt;&#39;&amp;</b>")
    let inner: HTML = "<i>\(text)</i>"
    #expect(("<b>\(inner)</b>" as HTML).text == "<b>\(inner.text)</b>")
    #expect(("\([inner, inner])\(nil as HTML?)" as HTML).text == inner.text + inner.text)
    #expect(("\(text.prefix(1))\(1)" as HTML).text == "&lt;1")
  }

  @Test("No source makes markup of a text but by a literal")
  func noOtherWay() throws {
    let sources = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Sources/Console"
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources).filter { $0.hasSuffix(".swift") }
    #expect(files.count > 20)
    for file in files where !file.hasSuffix("/HTML.swift") {
      let text = try String(contentsOfFile: "\(sources)/\(file)", encoding: .utf8)
      #expect(!text.contains("stringLiteral") && !text.contains("appendLiteral"), "\(file)")
    }
  }
}
