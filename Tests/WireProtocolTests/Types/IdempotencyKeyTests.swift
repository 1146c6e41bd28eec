import JSON
import TestSupport
import Testing
import WireProtocol

@Suite struct IdempotencyKeyTests {
  private static let bytes: [UInt8] = [
    0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF,
  ]

  @Test(
    "A key is 128 bits, as base64url or as hex digits",
    arguments: ["ABEiM0RVZneImaq7zN3u_w", "00112233445566778899aabbccddeeff", "00112233445566778899AABBCCDDEEFF"])
  func spellings(text: String) throws {
    let key = try #require(IdempotencyKey(text))
    #expect(key.bytes == Self.bytes)
    #expect(key.text == "00112233445566778899aabbccddeeff")
    #expect(try Wire.value(IdempotencyKey.self, try Wire.text(key)) == key)
  }

  @Test(
    "Anything else is no key",
    arguments: [
      "", "ABEiM0RVZneImaq7zN3u_w==", "ABEiM0RVZneImaq7zN3u_x", "ABEiM0RVZneImaq7zN3u/w", "ABEiM0RVZneImaq7zN3u_",
      "0x112233445566778899aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff", "00112233445566778899aabbccddeef",
      "０0112233445566778899aabbccddee", "00112233445566778899aabbccddeeff00",
    ])
  func others(text: String) {
    #expect(IdempotencyKey(text) == nil)
  }

  @Test("A request with something else for a key is refused by name")
  func refused() throws {
    let text = #"{"jsonrpc":"2.0","id":7,"method":"a.b","meta":{"idempotency_key":"retry-1"}}"#
    do throws(ReceivedRequest.Rejection) {
      _ = try ReceivedRequest(message: Array(text.utf8))
      Issue.record("it was taken")
    } catch {
      #expect(error.error.code == .malformedRequest && error.error.path == "meta.idempotency_key")
      #expect(error.error.message.contains("22 characters of base64url"))
    }
  }

  @Test("No two keys are alike")
  func random() {
    #expect(Set((1...100).map { _ in IdempotencyKey.random() }).count == 100)
  }
}
