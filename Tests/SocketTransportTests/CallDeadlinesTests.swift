import JSON
import NIOCore
import NIOEmbedded
import RPC
import Testing
import WireProtocol

@testable import SocketTransport

/// On an event loop whose clock the test moves.
@Suite struct CallDeadlinesTests {
  private let loop = EmbeddedEventLoop()
  private let deadlines: CallDeadlines

  init() {
    deadlines = CallDeadlines(of: .tokenIssuer, on: loop)
  }

  private func call(within time: TimeAmount, _ completion: @escaping PendingCall.Completion) -> PendingCall {
    let request = OutgoingRequest(method: Wait.name, params: Array("{}".utf8), meta: Meta(), isChange: false)
    let call = PendingCall(request, before: loop.now + time, completion)
    deadlines.watch(call)
    return call
  }

  @Test("Each call ends at its own deadline, whichever was made first; one that is settled before does not end again")
  func order() throws {
    var ended: [Int64] = []
    func watch(_ seconds: Int64) -> PendingCall {
      call(within: .seconds(seconds)) { if case .failure(is ServiceError) = $0 { ended.append(seconds) } }
    }
    let calls = [5, 3, 9, 1, 7].map(watch)
    loop.advanceTime(by: .seconds(1))
    #expect(ended == [1])
    calls[1].settle(.success(.emptyObject))
    for second in Int64(2)...10 {
      if second == 6 { _ = watch(2) }
      loop.advanceTime(by: .seconds(1))
      #expect(ended == [1, 5, 7, 2, 9].filter { $0 == 2 ? second >= 7 : $0 <= second }, "after \(second) s")
    }
  }

  @Test("Calls that are settled are let go of, also while none ends late")
  func release() {
    weak var first: PendingCall?
    for number in 0..<100 {
      let call = call(within: .minutes(5)) { _ in }
      if number == 0 { first = call }
      call.settle(.success(.emptyObject))
    }
    #expect(first == nil)
  }
}
