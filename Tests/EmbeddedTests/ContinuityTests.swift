import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

/// What is asked for while services stop is carried out, once.
@Suite(.timeLimit(.minutes(10))) struct ContinuityTests {
  private static let rounds = LongRun.continuity.asked(or: 2)

  @Test("A secret manager that is stopped again and again under 32 creations at a time fails none of them")
  func stops() async throws {
    try await Daemons.run { daemons in
      let account = try await daemons.client(of: .appRegistry).call(AccountsCreate(friendlyName: FriendlyName("Acme")))
      let loop = ChangeLoop(daemons.calls(in: account.sid))
      let tally = try await loop.run(clients: 32) { loop in
        for _ in 1...8 {
          await loop.awaitProgress(of: 40)
          try await daemons.end(.secretManager, by: SIGTERM)
        }
      }
      #expect(tally.lost == [])
      #expect(tally.repeated == 0, "the client library does it")
      #expect(try await loop.discrepancies(tally, listed: daemons.apps(of: account.sid)) == [])
    }
  }

  @Test("R19: creations and rotations while each service is stopped and killed: nothing lost, doubled or unknown")
  func stopsAndKills() async throws {
    try await Daemons.run { daemons in
      let account = try await daemons.client(of: .appRegistry).call(AccountsCreate(friendlyName: FriendlyName("Acme")))
      let loop = ChangeLoop(daemons.calls(in: account.sid))
      let tally = try await loop.run(clients: 4) { loop in
        for _ in 1...Self.rounds {
          for (service, signal) in [
            (.appRegistry, SIGTERM), (.secretManager, SIGKILL), (.secretManager, SIGTERM), (.appRegistry, SIGKILL),
          ] as [(ServiceName, CInt)] {
            await loop.awaitProgress(of: 8)
            try await daemons.end(service, by: signal)
          }
        }
      }
      print("continuity: \(tally)")
      #expect(tally.lost == [])
      #expect(try await loop.discrepancies(tally, listed: daemons.apps(of: account.sid)) == [])
    }
  }
}

extension Daemons {
  /// Ends the process that serves now.
  fileprivate func end(_ service: ServiceName, by signal: CInt) async throws {
    var process: RunningProcess?
    try await waitUntil {
      process = processes[service]
      return process != nil
    }
    process?.send(signal: signal)
    try await process?.awaitEnd()
  }

  func apps(of account: AccountSID) async throws -> [AppSID] {
    try await client(of: .appRegistry).call(AppsList(accountSid: account, pageSize: PageSize(1000))).items.map(\.sid)
  }

  func calls(in account: AccountSID) -> ChangeLoop.Calls {
    let registry = client(of: .appRegistry)
    let issuer = client(of: .tokenIssuer)
    return ChangeLoop.Calls(
      create: { name, key in
        try await registry.call(
          AppsCreate(
            accountSid: account, friendlyName: FriendlyName(name), policy: Policy(allow: [Permission.list])), key: key)
      },
      rotate: { app, key in try await registry.call(AppsRotateSecret(sid: app), key: key) },
      secrets: { app in try await registry.call(AppsListSecrets(sid: app)).items.map(\.sid) },
      works: { app, secret in
        do {
          _ = try await issuer.call(TokensIssue(clientId: app, clientSecret: secret))
          return true
        } catch let error as ServiceError where error.code == .invalidClient {
          return false
        }
      })
  }
}
