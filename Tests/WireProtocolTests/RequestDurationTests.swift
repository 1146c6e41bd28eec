import Testing
import WireProtocol

struct RequestDurationTests {
  @Test("A bucket's upper end belongs to it; what took longer than all of them has the last one")
  func bounds() {
    for (index, end) in RequestDurations.bounds.enumerated() {
      #expect(RequestDurations.bucket(of: end) == index)
      #expect(RequestDurations.bucket(of: end + 1) == index + 1)
    }
    #expect(RequestDurations.bucket(of: 0) == 0)
    #expect(RequestDurations.none.count == RequestDurations.bucket(of: .max) + 1)
  }
}
