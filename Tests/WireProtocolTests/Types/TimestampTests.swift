import Foundation
import Testing
import WireProtocol

@Suite struct TimestampTests {
  @Test("A moment is RFC 3339 in UTC with whole seconds", arguments: [
    (0, "1970-01-01T00:00:00Z"), (1_795_435_200, "2026-11-23T12:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
    (951_782_400, "2000-02-29T00:00:00Z"), (4_102_444_799, "2099-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"),
    (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func text(_ seconds: Int, text: String) throws {
    #expect(Timestamp(secondsSince1970: seconds).description == text)
    #expect(Timestamp(text)?.secondsSince1970 == seconds)
    let json = try JSONEncoder().encode(Timestamp(secondsSince1970: seconds))
    #expect(String(decoding: json, as: UTF8.self) == "\"\(text)\"")
    #expect(try JSONDecoder().decode(Timestamp.self, from: json).secondsSince1970 == seconds)
  }

  @Test("Any other spelling is refused", arguments: [
    "", "now", "2026-11-23", "2026-11-23T12:00:00", "2026-11-23T12:00:00z", "2026-11-23t12:00:00Z", "2026-11-23 12:00:00Z",
    "2026-11-23T12:00:00.0Z", "2026-11-23T12:00:00+00:00", "2026-11-23T12:00+00Z", "20261123T120000Z0000", "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z", "2026-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-23T24:00:00Z",
    "2026-11-23T25:00:00Z", "2026-11-23T12:60:00Z", "2026-11-23T12:00:60Z", "2026-11-23T12:00:61Z", "+026-11-23T12:00:00Z",
    "-026-11-23T12:00:00Z", "2026-11-23T12:00:0\u{664}", "2026-1-23T12:00:000Z",
  ])
  func refused(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("Moments are ordered and moved by seconds")
  func arithmetic() {
    let moment = Timestamp(secondsSince1970: 100)
    #expect(moment + 5 == Timestamp(secondsSince1970: 105))
    #expect(moment < moment + 1)
    #expect(moment + -1 < moment)
  }
}
