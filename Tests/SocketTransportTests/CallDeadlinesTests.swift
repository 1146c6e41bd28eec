import JSON
import NIOCore
import NIOEmbedded
import Testing
import WireProtocol

@testable import SocketTransport

@Suite struct CallDeadlinesTests {
  private let calls = WatchedCalls()

  @Test("Each call ends at its own deadline, whichever was made first; one that is settled before does not end again")
  func order() throws {
    var ended: [Int64] = []
    func watch(_ seconds: Int64) -> PendingCall {
      calls.make(within: .seconds(seconds)) { if case .failure(is ServiceError) = $0 { ended.append(seconds) } }
    }
    let watched = [5, 3, 9, 1, 7].map(watch)
    calls.loop.advanceTime(by: .seconds(1))
    #expect(ended == [1])
    watched[1].settle(.success(.emptyObject))
    for second in Int64(2)...10 {
      if second == 6 { _ = watch(2) }
      calls.loop.advanceTime(by: .seconds(1))
      #expect(ended == [1, 5, 7, 2, 9].filter { $0 == 2 ? second >= 7 : $0 <= second }, "after \(second) s")
    }
  }

  @Test("Calls that are settled are let go of, also while none ends late")
  func release() {
    weak var first: PendingCall?
    for number in 0..<100 {
      let call = calls.make(within: .minutes(5)) { _ in }
      if number == 0 { first = call }
      call.settle(.success(.emptyObject))
    }
    #expect(first == nil)
  }
}
