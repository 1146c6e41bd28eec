import AppRegistry
import RPC
import TestSupport
import Testing
import WireProtocol

struct ConcurrencyTests {
  let fixture: RegistryFixture
  /// Of two instances over one database.
  let clients: [Client]

  init() throws {
    fixture = try RegistryFixture()
    clients = try [fixture.registry, fixture.anotherInstance()].map {
      Client(InProcessTransport(Dispatcher($0.routes), from: .root))
    }
  }

  /// How many of several simultaneous calls succeeded, and what the others were refused with.
  private func race<M: Method>(_ calls: [M]) async -> (successes: Int, refusals: Set<ErrorCode?>) {
    await withTaskGroup(of: ServiceError?.self) { group in
      for (index, call) in calls.enumerated() {
        group.addTask { [client = clients[index % clients.count]] in
          do { _ = try await client.call(call) } catch {
            return error as? ServiceError ?? ServiceError(.internalError, "\(error)")
          }
          return nil
        }
      }
      let outcomes = await group.reduce(into: []) { $0.append($1) }
      return (outcomes.count { $0 == nil }, Set(outcomes.compactMap(\.self).map(\.code)))
    }
  }

  @Test("Of several that create the same at a time, on two instances, one does and the others are told that it exists")
  func creations() async throws {
    let accounts = await race(Array(repeating: AccountsCreate(friendlyName: .init(trusted: "Acme")), count: 8))
    #expect(accounts.successes == 1 && accounts.refusals == [.alreadyExists])
    let users = await race(
      Array(repeating: UsersCreate(friendlyName: .init(trusted: "Ada"), unixUser: "ada"), count: 8))
    #expect(users.successes == 1 && users.refusals == [.alreadyExists])
    let account = try #require(try await fixture.root.call(AccountsList()).items.first)
    let user = try #require(try await fixture.root.call(UsersList()).items.first)
    let roles = await race(
      Array(repeating: RolesGrant(userSid: user.sid, accountSid: account.sid, role: .owner), count: 8))
    #expect(roles.successes == 1 && roles.refusals == [.alreadyExists])
    let apps = await race(Array(repeating: AppsCreate.app(of: account), count: 8))
    #expect(apps.successes == 1 && apps.refusals == [.alreadyExists])
    #expect(fixture.secrets.count() == 1)
  }

  @Test("R7: of several that delete an app at a time, one does and the others do not find it")
  func deletions() async throws {
    let app = try await fixture.createApp(of: fixture.createAccount())
    let deletions = await race(Array(repeating: AppsDelete(sid: app.sid), count: 8))
    #expect(deletions.successes == 1 && deletions.refusals == [.notFound])
    #expect(fixture.secrets.count() == 0)
  }
}
