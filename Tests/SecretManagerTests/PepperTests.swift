import SecretManager
import Testing

@Suite struct PepperTests {
  @Test("Fewer than 32 bytes are refused with the cure and without the bytes", arguments: [0, 1, 31])
  func short(_ count: Int) throws {
    let error = #expect(throws: PepperError.self) { try Pepper(Array(repeating: UInt8(ascii: "p"), count: count)) }
    #expect(error?.description.contains("has \(count) bytes, at least 32 are needed") == true)
    #expect(error?.description.contains("head -c 32 /dev/urandom") == true)
    #expect(error?.description.contains("ppp") == false)
  }

  @Test("R14: A pepper shows itself in no description, dump or interpolation", arguments: [32, 64])
  func redaction(_ count: Int) throws {
    let pepper = try Pepper(Array(repeating: UInt8(ascii: "Q"), count: count))
    var shown =
      "\(pepper) \(String(describing: pepper)) \(String(reflecting: pepper)) \([pepper]) \(Optional(pepper) as Any)"
    dump(pepper, to: &shown)
    dump(["pepper": pepper], to: &shown)
    #expect(!shown.contains("QQ"))
    #expect(!shown.contains("81"))
    #expect(Mirror(reflecting: pepper).children.isEmpty)
  }
}
