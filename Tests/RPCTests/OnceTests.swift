import RPC
import Synchronization
import Testing

@Suite struct OnceTests {
  private struct Accident: Error {}

  @Test("What is made once is made when it is first wanted, not again, but again where it failed")
  func once() throws {
    let made = Mutex(0)
    let once = Once {
      let count = made.withLock { count in
        count += 1
        return count
      }
      guard count > 1 else { throw Accident() }
      return count
    }
    #expect(throws: Accident.self) { try once.value }
    for _ in 1...3 { #expect(try once.value == 2) }
  }
}
