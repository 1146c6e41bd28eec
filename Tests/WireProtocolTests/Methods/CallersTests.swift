import RPC
import TestSupport
import Testing
import WireProtocol

@Suite struct CallersTests {
  @Test("An access rule is told in words")
  func words() {
    #expect(Callers.anyone.description == "anyone")
    #expect((Callers.operators.union(.service(.tokenIssuer))).description == "operators, the token issuer")
    #expect(SecretsCreate.access.description == "the app registry")
  }

  @Test("The kinds of caller are apart from each other")
  func apart() {
    let kinds =
      [Callers.anyone, .people, .operators, .inspectors, .holders] + ServiceName.allCases.map(Callers.service)
    #expect(Set(kinds.map(\.rawValue)).count == kinds.count)
    #expect(kinds.allSatisfy { $0.rawValue.nonzeroBitCount == 1 && !$0.description.isEmpty })
  }

  @Test("Who acts for a user has that user's rights, not its own")
  func acting() {
    let deadline = ContinuousClock.now
    #expect(Call(peer: .root, deadline: deadline).callers.contains(.operators))
    #expect(Call(peer: .root, actingUser: "ada", deadline: deadline).callers == [.anyone, .people])
  }
}
