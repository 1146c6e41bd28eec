import Testing

@testable import Commands

struct DisplayWidthTests {
  @Test(
    "Display width counts terminal columns",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("東京", 4), ("한글", 4), ("ｗｉｄｅ", 8), ("ｶﾅ", 2), ("🎉", 2), ("🇩🇪", 2),
      ("नी", 1), ("Ж", 1),
    ])
  func width(text: String, columns: Int) {
    #expect(text.displayWidth == columns)
  }
}
