import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// Who gets a place among the requests that wait.
@Suite struct WorkloadTests {
  private let workshop = Workshop()
  private let shares = Shares {
    $0.waitingRequests = Share(
      operators: .init(each: 2, together: 2), suite: .init(each: 2, together: 2), others: .init(each: 2, together: 3))
    $0.urgentRequests = Share(all: 1)
    $0.heldRefusals = Share(all: 1)
  }

  private func receive(_ method: String, _ dispatcher: Dispatcher, from userID: UInt32) -> Dispatcher.Receipt {
    let message = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)"}"#
    return dispatcher.receive(Array(message.utf8), from: .person(nil, userID: userID))
  }

  /// Whether a request waits rather than being refused.
  private func waits(_ method: String, _ dispatcher: Dispatcher, from userID: UInt32) -> Bool {
    guard case .pending = receive(method, dispatcher, from: userID) else { return false }
    return true
  }

  @Test("A user that waits for much keeps none of the others from waiting; each gets at least one place")
  func eachUser() {
    let dispatcher = workshop.dispatcher(shares)
    #expect((1...3).map { _ in waits("tools.lend", dispatcher, from: 1) } == [true, true, false])
    #expect((1...2).map { _ in waits("tools.lend", dispatcher, from: 2) } == [true, false])
    #expect((1...2).map { _ in waits("tools.lend", dispatcher, from: 3) } == [true, false])
  }

  @Test("What takes rights away finds a place where nothing else does")
  func urgent() {
    let dispatcher = workshop.dispatcher(shares)
    for _ in 1...3 { _ = waits("tools.lend", dispatcher, from: 1) }
    #expect((1...2).map { _ in waits("tools.recall", dispatcher, from: 1) } == [true, false])
    #expect(!waits("tools.lend", dispatcher, from: 1))
  }

  @Test("Of the requests that wait so many may be lists; one that is refused takes no place from the others")
  func lists() {
    let dispatcher = workshop.dispatcher(
      Shares {
        $0.waitingLists = Share(all: 1)
        $0.waitingRequests = Share(all: 2)
      })
    #expect((1...3).map { _ in waits("tools.list", dispatcher, from: 1) } == [true, false, false])
    #expect((1...2).map { _ in waits("tools.lend", dispatcher, from: 1) } == [true, false])
  }

  @Test("A list gives its place back with its answer")
  func answeredList() async {
    let dispatcher = workshop.dispatcher(Shares { $0.waitingLists = Share(all: 1) })
    for _ in 1...2 {
      guard case .pending(let finish) = receive("tools.list", dispatcher, from: 1) else {
        Issue.record("refused")
        return
      }
      #expect(!waits("tools.list", dispatcher, from: 1))
      _ = await finish()
    }
  }

  @Test("The refusal tells how much of the caller's share is taken")
  func refusal() throws {
    let dispatcher = workshop.dispatcher(shares)
    for user in [1, 1, 2] as [UInt32] { _ = waits("tools.lend", dispatcher, from: user) }
    guard case .answered(let reply) = receive("tools.lend", dispatcher, from: 2) else {
      Issue.record("not refused")
      return
    }
    #expect(
      throws: ServiceError(
        .tooManyRequests,
        "too many requests that wait: uid 2 has 1 of at most 2, users like it together 3 of at most 3; try again later")
    ) { try reply.outcome.get() }
  }

  @Test(
    """
    A refusal that is held back takes no place from those that wait. Whose refusals have all their places gets nothing \
    that has to wait, but for what takes rights away; others are not concerned
    """
  )
  func heldRefusals() async throws {
    let (pauses, begin) = AsyncStream<Duration>.makeStream()
    let (ends, end) = AsyncStream<Void>.makeStream()
    let dispatcher = workshop.dispatcher(shares) { duration in
      begin.yield(duration)
      for await _ in ends {}
    }
    guard case .pending(let first) = receive("tools.guess", dispatcher, from: 1),
      case .pending(let second) = receive("tools.guess", dispatcher, from: 1)
    else {
      Issue.record("a guess is answered at once")
      return
    }
    async let held = first()
    #expect(await pauses.first { _ in true } == .seconds(5))
    let tooMany = ServiceError(
      .tooManyRequests, "too many refusals held back: uid 1 has 1 of at most 1; try again later")
    let refusal = await #expect(throws: ServiceError.self) { try await second().outcome.get() }
    #expect(refusal?.code == .tooManyRequests)
    guard case .answered(let reply) = receive("tools.guess", dispatcher, from: 1) else {
      Issue.record("a guess waits")
      return
    }
    #expect(throws: tooMany) { try reply.outcome.get() }
    #expect(!waits("tools.lend", dispatcher, from: 1))
    #expect(waits("tools.recall", dispatcher, from: 1))
    #expect((1...3).map { _ in waits("tools.lend", dispatcher, from: 2) } == [true, true, false])
    end.finish()
    let late = await held
    #expect(throws: ServiceError(.invalidClient, "wrong")) { try late.outcome.get() }
  }
}
