import RPC
import TestSupport
import Testing
import WireProtocol

@testable import TokenIssuer

@Suite struct WrongSecretBrakeTests {
  private static let refusal = ServiceError(.invalidClient, "wrong")
  private let clock = TestClock()
  private let brake: WrongSecretBrake
  private let client = ClientID.app(AppSID(low: 1))

  init() {
    brake = WrongSecretBrake(uptime: clock.uptime)
  }

  /// How long the refusal of one more wrong secret is held back.
  private func pause(_ client: ClientID, by userID: UInt32 = 1) -> Duration {
    let error = brake.slowed(Self.refusal, client: client, caller: PeerUser(.person(nil, userID: userID)))
    return (error as? HeldRefusal)?.duration ?? .zero
  }

  @Test("Five mistakes cost nothing, each further one doubles the pause, up to 5 seconds; after a minute all is new")
  func pauses() {
    let pauses = (1...13).map { _ in pause(client) }
    #expect(pauses[..<5].allSatisfy { $0 == .zero })
    #expect(
      pauses[5...] == [
        .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800),
        .milliseconds(1600), .milliseconds(3200), .seconds(5), .seconds(5),
      ])
    clock.advance(by: 60)
    #expect(pause(client) == .zero)
  }

  @Test("A clock that is set back by hours makes no refusal later than its minute")
  func clockSetBack() {
    for _ in 1...13 { _ = pause(client) }
    clock.set(by: -10_000)
    #expect(pause(client) == .seconds(5))
    clock.advance(by: 60)
    #expect(pause(client) == .zero)
  }

  @Test("What a stranger tries in a client's name makes nobody else's refusals later")
  func otherUser() {
    for _ in 1...20 { _ = pause(client, by: 2) }
    #expect(pause(client, by: 1) == .zero)
  }

  @Test("Invented client ids make the brake forget nothing, and slow down who invents them")
  func inventedClients() {
    for _ in 1...6 { _ = pause(client) }
    let last = (100...5100).map { pause(.app(AppSID(low: $0))) }.last
    #expect(last == .seconds(5))
    #expect(pause(client) == .milliseconds(200))
  }

  @Test("However many users guess, each is slowed down")
  func manyUsers() {
    for user in 1...2000 as ClosedRange<UInt32> { for _ in 1...2 { _ = pause(client, by: user) } }
    #expect((1...6).map { _ in pause(client, by: 5000) }.last == .milliseconds(100))
  }
}
