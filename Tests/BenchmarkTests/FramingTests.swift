import Testing
import WireProtocol

@testable import Benchmark

@Suite struct FramingTests {
  private func firstMessage(_ framing: Framing, _ text: String) -> Range<Int>? {
    Array(text.utf8).withUnsafeBytes { framing.firstMessage(in: $0) }
  }

  @Test("A frame is told by its length, once that is there")
  func frames() {
    #expect(firstMessage(.lengthPrefixed, "\0\0\0") == nil)
    #expect(firstMessage(.lengthPrefixed, "\0\0\u{1}\u{2}{") == 4..<262)
  }

  @Test("An answer of HTTP is told by its Content-Length, once its head is there")
  func answers() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nX: y"
    #expect(firstMessage(.http, head) == nil)
    #expect(firstMessage(.http, "\(head)\r\n\r\n{") == 0..<head.utf8.count + 16)
    #expect(firstMessage(.http, "HTTP/1.1 204 No Content\r\n\r\n") == 0..<27)
  }
}
