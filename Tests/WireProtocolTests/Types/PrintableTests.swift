import Testing
import WireProtocol

struct PrintableTests {
  @Test(
    "What a terminal would act upon or not show is written out",
    arguments: [
      ("\u{1B}[31mred", #"\u{1B}[31mred"#), ("a\u{0}b", #"a\u{0}b"#), ("tab\there", #"tab\u{9}here"#),
      ("\u{7F}", #"\u{7F}"#),
      ("\u{9B}2J", #"\u{9B}2J"#), ("a\r\nb", #"a\u{D}\u{A}b"#), ("user\u{202E}nimda", #"user\u{202E}nimda"#),
      ("\u{2066}x\u{2069}", #"\u{2066}x\u{2069}"#), ("a\u{200B}b", #"a\u{200B}b"#), ("\u{FEFF}", #"\u{FEFF}"#),
      ("\u{2028}\u{2029}", #"\u{2028}\u{2029}"#), ("\u{AD}", #"\u{AD}"#), ("\u{3164}", #"\u{3164}"#),
      ("\u{E0041}", #"\u{E0041}"#),
    ])
  func escapes(text: String, shown: String) {
    #expect(text.printable == shown)
  }

  @Test(
    "Text in any language stays as it is",
    arguments: ["", "Acme", "Łódź", "東京", "cafe\u{301}", "नमस्ते", "🇩🇪 ok", #"C:\x"#])
  func plain(text: String) {
    #expect(Array(text.printable.unicodeScalars) == Array(text.unicodeScalars))
  }
}
