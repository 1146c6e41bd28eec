import NIOCore
import SystemCalls
import Testing
import WireProtocol

@testable import HTTP

/// Who guesses secrets over HTTP learns slowly; who knows one never waits.
@Suite struct GuessBrakeTests {
  private let limits = HTTPLimits()
  private let brake: GuessBrake
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
  private static let client = "OQ00000000000000000000000000000001"

  init() { brake = GuessBrake(limits: limits, at: start) }

  /// How long the refusal of a wrong secret is held back; `nil` if there is no place to hold it back.
  private func pause(
    _ secret: String, _ client: String = client, from user: UInt32 = 1, at now: NIODeadline? = nil, keeps: Bool = false
  ) -> TimeAmount? {
    let guess = WrongGuess(client: client, secret: Sensitive(secret))
    switch brake.verdict(on: guess, from: .user(user), at: now ?? start) {
    case .atOnce: return .zero
    case .tooMany: return nil
    case .held(let pause, let place):
      if !keeps { brake.release(place) }
      return pause
    }
  }

  @Test(
    "Five wrong secrets cost nothing, each further one doubles the pause, up to 5 seconds; after a minute all is new")
  func pauses() {
    let pauses = (1...13).map { pause("\($0)") }
    #expect(pauses[..<5].allSatisfy { $0 == .zero })
    let doubled: [TimeAmount?] = [100, 200, 400, 800, 1600, 3200, 5000, 5000].map { .milliseconds($0) }
    #expect(pauses[5...] == doubled[...])
    #expect(pause("x", at: start + .minutes(1)) == .zero)
  }

  @Test("What is tried for one client from many addresses counts, and for many clients from one address")
  func subjects() {
    for user in 1...6 as ClosedRange<UInt32> { _ = pause("\(user)", from: user) }
    #expect(pause("x", from: 7) == .milliseconds(200))
    for number in 1...6 { _ = pause("\(number)", "client \(number)", from: 8) }
    #expect(pause("x", "another", from: 8) == .milliseconds(200))
    #expect(pause("x", "another", from: 9) == .zero)
  }

  @Test(
    "The same secret twice is one guess, and the second time is told no sooner than the first; a third is a guess more")
  func repetition() {
    for number in 1...5 {
      #expect(pause("\(number)") == .zero)
      #expect(pause("\(number)") == .zero)
    }
    #expect(pause("6") == .milliseconds(100))
    #expect(pause("6", at: start + .milliseconds(40)) == .milliseconds(60))
    #expect(pause("6", at: start + .milliseconds(100)) == .milliseconds(200))
    #expect(pause("6", at: start + .seconds(2)) == .zero)
  }

  @Test("Few refusals are held back for each client and each address, and no more than so many in all")
  func places() {
    for number in 1...5 { _ = pause("\(number)") }
    for number in 1...limits.heldRefusalsEach { #expect(pause("a\(number)", keeps: true) != nil) }
    #expect(pause("x") == nil)
    #expect(pause("x", from: 2) == nil)
    #expect(brake.held == limits.heldRefusalsEach)
    for user in 10...200 as ClosedRange<UInt32> {
      for number in 1...7 { _ = pause("\(number)", "client \(user)", from: user, keeps: true) }
    }
    #expect(brake.held == limits.heldRefusals)
  }

  @Test("Places that are given back are there again")
  func release() {
    for number in 1...100 { #expect(pause("\(number)") != nil) }
    #expect(brake.held == 0)
  }

  @Test("However many clients are invented, the brake stays as big as it is, and slows who invents them")
  func inventedClients() {
    let last = (1...20_000).map { pause("\($0)", "client \($0)", from: 3) }.last
    #expect(last == .seconds(5))
  }
}
