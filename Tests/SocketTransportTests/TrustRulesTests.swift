import Glibc
import RPC
import Testing
import WireProtocol

@testable import SocketTransport

@Suite struct TrustRulesTests {
  private let rules = TrustRules(
    users: [(0, .operators), (990, .service(.appRegistry)), (991, .service(.tokenIssuer))],
    groups: [(70, .operators), (71, .inspectors)])

  private func callers(_ userID: uid_t, _ groupIDs: Set<gid_t> = [100]) -> Callers {
    rules.peer(PeerCredentials(processID: 1, userID: userID, groupIDs: groupIDs)).callers
  }

  @Test("A stranger is anyone and may be a person; users and groups of the suite are that in addition")
  func kinds() {
    #expect(callers(1000) == [.anyone, .people])
    #expect(callers(0) == [.anyone, .people, .operators])
    #expect(callers(990) == [.anyone, .people, .service(.appRegistry)])
    #expect(callers(991) == [.anyone, .people, .service(.tokenIssuer)])
    #expect(callers(1000, [100, 71]) == [.anyone, .people, .inspectors])
    #expect(callers(1000, [70, 71]) == [.anyone, .people, .operators, .inspectors])
    #expect(callers(990, [71]) == [.anyone, .people, .service(.appRegistry), .inspectors])
  }

  @Test("A user id is no group id")
  func namespaces() {
    #expect(callers(70) == [.anyone, .people])
    #expect(callers(1000, [0, 990]) == [.anyone, .people])
  }

  @Test("On a host root operates, and a user that nobody made means nothing")
  func host() throws {
    let host = try TrustRules.host(for: .secretManager)
    #expect(
      host.peer(PeerCredentials(processID: 1, userID: 0, groupIDs: [0])).callers == [.anyone, .people, .operators])
    #expect(
      host.peer(PeerCredentials(processID: 1, userID: 4_000_000, groupIDs: [4_000_000])).callers == [.anyone, .people])
  }

  @Test("An ordinary user who has a service's name is not that service")
  func ordinaryUser() throws {
    let ids: [String: uid_t] = ["root": 0, "oauth-app-registry": 1000, "oauth-token-issuer": 999]
    let host = try TrustRules.host(for: .secretManager) { ids[$0] }
    #expect(host.users == [0: .operators, 999: .service(.tokenIssuer)])
  }

  @Test("Embedded, root and the daemons' own user operate, and nobody else")
  func embedded() {
    let embedded = TrustRules.embedded(for: .secretManager)
    #expect(embedded.peer(PeerCredentials(processID: 1, userID: 0, groupIDs: [])).callers.contains(.operators))
    #expect(
      embedded.peer(PeerCredentials(processID: 1, userID: getuid(), groupIDs: [])).callers.isSuperset(of: [
        .operators, .service(.appRegistry), .service(.tokenIssuer),
      ]))
    #expect(
      embedded.peer(PeerCredentials(processID: 1, userID: getuid() + 1, groupIDs: [0, getgid()])).callers == [
        .anyone, .people,
      ])
  }

  @Test(
    "A service trusts root and the users of the services that call it, nobody else", arguments: ServiceName.allCases)
  func callingServices(service: ServiceName) {
    let trusted = TrustRules.trustedUsers(of: service)
    #expect(trusted.map(\.name) == ["root"] + service.callers.map(\.executable))
    #expect(trusted.map(\.callers) == [.operators] + service.callers.map(Callers.service))
    #expect(!trusted.contains { $0.name == service.executable })
  }

  /// 2 is bin, in group 2, on every Debian; 3 is in group 3.
  @Test("Who operates by now is told by the user database, whatever a process is; nobody without an entry does")
  func operators() async throws {
    let rules = TrustRules(
      users: [(0, .operators), (990, .service(.console))], groups: [(2, .operators), (3, .inspectors)])
    for (userID, operates) in [(0, true), (2, true), (3, false), (990, false), (4_000_000, false)] as [(uid_t, Bool)] {
      #expect(try await rules.isOperator(userID) == operates, "\(userID)")
    }
    #expect(try await TrustRules.embedded(for: .appRegistry).isOperator(getuid()))
  }

  @Test("The groups of a user are its own and those it is a member of")
  func groups() throws {
    #expect(try UserDatabase.groupIDs(of: 0)?.contains(0) == true)
    #expect(try UserDatabase.groupIDs(of: 4_000_000) == nil)
  }

  @Test("A user without an entry has no login name")
  func loginName() throws {
    #expect(try rules.peer(PeerCredentials(processID: 1, userID: 0, groupIDs: [])).loginName() == "root")
    #expect(try rules.peer(PeerCredentials(processID: 1, userID: 4_000_000, groupIDs: [])).loginName() == nil)
  }
}
