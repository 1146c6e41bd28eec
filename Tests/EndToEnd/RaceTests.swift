import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Races") struct Races {
    /// Enough to find what a broken page would let through.
    private static let rounds = LongRun.races.asked(or: 300)

    @Test(
      """
      R7, R9, R10, R12: under load, what an acknowledged deletion, rotation, narrowing or removal of a key forbids \
      fails in the very next call, through each of four issuers: of apps and of API keys
      """
    )
    func load() async throws {
      let account = try await Login.root.ask(Account.self, "account", "create", "Racers")
      let tally = try await RaceCourse(account: account.sid, rounds: Self.rounds).run(racers: 3, load: 3)
      print("races: \(tally.rounds) changes, \(tally.late.count) late successes, beside \(tally.load) calls of others")
      #expect(tally.failures == [])
      #expect(tally.late == [])
      #expect(tally.rounds == Self.rounds)
    }
  }
}
