import Testing
import WireProtocol

@Suite struct FrameTests {
  @Test("A frame holds 1 byte to 1 MiB", arguments: [1, 2, 1_048_575, 1_048_576] as [UInt32])
  func allowed(_ length: UInt32) throws {
    #expect(try Frame.checkedLength(length) == Int(length))
  }

  @Test(
    "A frame of another length is refused with the bounds", arguments: [0, 1_048_577, 0x7FFF_FFFF, .max] as [UInt32])
  func refused(_ length: UInt32) {
    let error = #expect(throws: ServiceError.self) { try Frame.checkedLength(length) }
    #expect(error?.code == .malformedRequest)
    #expect(error?.message.contains("1048576") == true)
  }
}
