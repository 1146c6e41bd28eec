import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct TimestampTests {
  @Test(
    "A moment is RFC 3339 in UTC with whole seconds",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1_795_435_200, "2026-11-23T12:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"), (4_102_444_799, "2099-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
      (-62_135_596_799, "0001-01-01T00:00:01Z"),
      (-2_203_891_201, "1900-02-28T23:59:59Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
      (-12_219_292_800, "1582-10-15T00:00:00Z"),
      (-12_219_292_801, "1582-10-14T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
      (13_574_563_200, "2400-02-29T00:00:00Z"),
    ])
  func text(_ seconds: Int, text: String) throws {
    #expect(Timestamp(secondsSince1970: seconds).description == text)
    #expect(Timestamp(text)?.secondsSince1970 == seconds)
    let json = try Wire.text(Timestamp(secondsSince1970: seconds))
    #expect(json == "\"\(text)\"")
    #expect(try Wire.value(Timestamp.self, json).secondsSince1970 == seconds)
  }

  @Test(
    "Any other spelling is refused",
    arguments: [
      "", "now", "2026-11-23", "2026-11-23T12:00:00", "2026-11-23T12:00:00z", "2026-11-23t12:00:00Z",
      "2026-11-23 12:00:00Z",
      "2026-11-23T12:00:00.0Z", "2026-11-23T12:00:00+00:00", "2026-11-23T12:00+00Z", "20261123T120000Z0000",
      "2026-13-01T00:00:00Z",
      "2026-00-10T00:00:00Z", "2026-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2026-11-31T00:00:00Z",
      "2026-11-23T24:00:00Z",
      "2026-11-23T25:00:00Z", "2026-11-23T12:60:00Z", "2026-11-23T12:00:60Z", "2026-11-23T12:00:61Z",
      "+026-11-23T12:00:00Z",
      "-026-11-23T12:00:00Z", "2026-11-23T12:00:0\u{664}", "2026-1-23T12:00:000Z", "0000-01-01T00:00:00Z",
      "0000-12-31T23:59:59Z",
      "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-11-00T00:00:00Z",
      "2026-11-32T00:00:00Z",
      "2026-12-99T00:00:00Z", "2026-99-01T00:00:00Z", "2026/11/23T12:00:00Z", "2026-11-23T12.00.00Z",
      "2026-11-23T12:00:00Y",
      "2026-11-23T12:00:00\0", "20:6-11-23T12:00:00Z", "2026-11-23T-1:00:00Z", "2026-11-23T12:+1:00Z",
      "2026-11-23T12:00: 1Z",
      " 2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z ", "\u{FF12}026-11-23T12:00Z",
    ])
  func refused(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("Foundation writes the same for any moment since its calendar became Gregorian, and reads it")
  func agreesWithFoundation() throws {
    for _ in 0..<10_000 {
      let seconds = Int.random(in: -12_219_292_800...253_402_300_799)
      let text = Timestamp(secondsSince1970: seconds).description
      #expect(text == Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601))
      #expect(Timestamp(text)?.secondsSince1970 == seconds)
    }
  }

  @Test("The days of a whole cycle of the calendar, 400 years, have each their date")
  func cycle() {
    for day in stride(from: -73_000, to: 73_200, by: 11) {
      let moment = Timestamp(secondsSince1970: day * 86_400 + 86_399)
      #expect(Timestamp(moment.description) == moment)
    }
  }

  @Test(
    "A moment that four digits of a year can't tell is told as the nearest that they can",
    arguments: [
      (.min, "0001-01-01T00:00:00Z"), (.min + 1, "0001-01-01T00:00:00Z"), (-62_135_596_801, "0001-01-01T00:00:00Z"),
      (253_402_300_800, "9999-12-31T23:59:59Z"), (.max, "9999-12-31T23:59:59Z"),
    ] as [(Int, String)])
  func untellable(_ seconds: Int, text: String) {
    #expect(Timestamp(secondsSince1970: seconds).description == text)
  }

  @Test("Moments are ordered and moved by seconds")
  func arithmetic() {
    let moment = Timestamp(secondsSince1970: 100)
    #expect(moment + 5 == Timestamp(secondsSince1970: 105))
    #expect(moment < moment + 1)
    #expect(moment + -1 < moment)
  }
}
