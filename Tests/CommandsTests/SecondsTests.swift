import Testing

@testable import Commands

struct SecondsTests {
  @Test(
    "Seconds are a plain number, or one with a unit",
    arguments: [
      ("0", 0), ("3600", 3600), ("90s", 90), ("10m", 600), ("2h", 7200), ("1d", 86_400), ("4w", 2_419_200), ("007", 7),
    ])
  func accepted(text: String, count: Int) {
    #expect(Seconds(text)?.count == count)
  }

  @Test(
    "Anything else is no length of time",
    arguments: [
      "", "d", "-1", "+1", "1.5h", "1 d", " 1", "1h30m", "1D", "1y", "0x10", "１", "9223372036854775808",
      "9223372036854775807w",
    ])
  func refused(text: String) {
    #expect(Seconds(text) == nil)
  }
}
