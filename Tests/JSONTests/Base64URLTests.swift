import JSON
import Testing

@Suite("base64url")
struct Base64URLTests {
  private func decode(_ text: String) -> [UInt8]? { Base64URL.decode([UInt8](text.utf8).span) }

  @Test(
    "RFC 4648 section 10: the test vectors, without padding, in both directions",
    arguments: zip(
      ["", "f", "fo", "foo", "foob", "fooba", "foobar"], ["", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"]))
  func vectors(bytes: String, text: String) {
    #expect(Base64URL.encode([UInt8](bytes.utf8).span) == text)
    #expect(decode(text) == [UInt8](bytes.utf8))
  }

  @Test("RFC 7515 appendix C: the two characters that differ from base64")
  func alphabet() {
    #expect(Base64URL.encode([3, 236, 255, 224, 193].span) == "A-z_4ME")
    #expect(decode("A-z_4ME") == [3, 236, 255, 224, 193])
  }

  @Test("every byte value at every length up to 300 survives the round trip")
  func roundTrip() {
    for length in 0...300 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
      #expect(decode(Base64URL.encode(bytes.span)) == bytes)
    }
  }

  @Test(
    "what is not the canonical text is refused",
    arguments: [
      "A", "Zm9vY", "Zg==", "Zg=", "Zm9v=", "Zm9v\n", " Zm9v", "Zm 9v", "Zm+v", "Zm/v", "Zm9v.", "Zmé", "Zm9\0",
      "\u{FF3A}m9v",
    ])
  func refused(text: String) { #expect(decode(text) == nil) }

  @Test(
    "unused bits that are not zero are refused, so that bytes have one text only",
    arguments: ["Zh", "Zv", "Z_", "Zm9", "Zm-"])
  func nonCanonical(text: String) { #expect(decode(text) == nil) }

  @Test(
    "of all two-character texts exactly 256 are accepted, and of all three-character texts of one prefix 256 at most")
  func canonicalCount() {
    let bytes = UInt8.min...UInt8.max
    let accepted = bytes.reduce(0) { count, first in count + bytes.count { Base64URL.decode([first, $0].span) != nil } }
    #expect(accepted == 256)
    let longer = bytes.reduce(0) { count, second in
      count + bytes.count { Base64URL.decode([UInt8(ascii: "Z"), second, $0].span) != nil }
    }
    #expect(longer == 64 * 16)
  }
}
