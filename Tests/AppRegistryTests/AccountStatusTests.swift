import RPC
import TestSupport
import Testing
import WireProtocol

struct AccountStatusTests {
  let fixture: RegistryFixture

  init() throws {
    fixture = try RegistryFixture()
  }

  @Test("R15: an app is as its account is, or worse if the account's parent is")
  func statusOfApps() async throws {
    let parent = try await fixture.createAccount("Acme")
    let branch = try await fixture.createAccount("Branch", below: parent)
    let app = try await fixture.createApp(of: branch)
    let issuer = fixture.client(from: .service(.tokenIssuer))
    func status() async throws -> AppStatus { try await issuer.call(AppsGet(sid: app.sid)).status }

    #expect(try await status() == .active)
    _ = try await fixture.root.call(AccountsSuspend(sid: parent.sid))
    #expect(try await status() == .suspended)
    #expect(try await fixture.root.call(AccountsGet(sid: branch.sid)).status == .active)
    _ = try await fixture.root.call(AccountsResume(sid: parent.sid))
    #expect(try await status() == .active)
    _ = try await fixture.root.call(AccountsSuspend(sid: branch.sid))
    #expect(try await status() == .suspended)
    _ = try await fixture.root.call(AccountsClose(sid: parent.sid))
    #expect(try await status() == .closed)
    #expect(try await fixture.root.call(AppsList(accountSid: branch.sid)).items.map(\.status) == [.closed])
  }

  @Test("Suspending what is suspended and resuming what is active changes nothing, not even the date")
  func idempotence() async throws {
    let account = try await fixture.createAccount()
    fixture.clock.advance(by: 10)
    #expect(try await fixture.root.call(AccountsResume(sid: account.sid)) == account)
    let suspended = try await fixture.root.call(AccountsSuspend(sid: account.sid))
    #expect(suspended.status == .suspended && suspended.dateUpdated == fixture.clock.now)
    fixture.clock.advance(by: 10)
    #expect(try await fixture.root.call(AccountsSuspend(sid: account.sid)) == suspended)
  }

  @Test("R15: closing is final")
  func closing() async throws {
    let account = try await fixture.createAccount()
    #expect(try await fixture.root.call(AccountsClose(sid: account.sid)).status == .closed)
    for attempt in [
      { _ = try await fixture.root.call(AccountsResume(sid: account.sid)) },
      { _ = try await fixture.root.call(AccountsSuspend(sid: account.sid)) },
      { _ = try await fixture.root.call(AccountsClose(sid: account.sid)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .conflict && error.message.contains("closed, for good"))
    }
  }

  @Test(
    "R15, R16: nothing is given or altered in an account, or below one, that is not active; taking away works",
    arguments: [true, false], [true, false])
  func frozen(byParent: Bool, isClosed: Bool) async throws {
    let parent = try await fixture.createAccount("Acme")
    let account = try await fixture.createAccount("Branch", below: parent)
    let ada = try await fixture.createPerson("ada", .developer, of: account)
    let app = try await fixture.createApp(of: account)
    let frozen = byParent ? parent : account
    _ =
      try await isClosed
      ? fixture.root.call(AccountsClose(sid: frozen.sid)) : fixture.root.call(AccountsSuspend(sid: frozen.sid))

    for attempt in [
      { _ = try await fixture.createApp("Second", of: account) },
      { _ = try await fixture.root.call(AppsUpdate(sid: app.sid, description: .init(trusted: "x"))) },
      { _ = try await fixture.root.call(AppsRotateSecret(sid: app.sid)) },
      { _ = try await fixture.root.call(AppsRotateSecret(sid: app.sid, gracePeriod: GracePeriod(1))) },
      { _ = try await fixture.root.call(RolesGrant(userSid: ada.user.sid, accountSid: account.sid, role: .owner)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .conflict && error.message.contains(frozen.sid.text))
      #expect(error.message.contains("rights can be taken away, nothing else"))
    }
    let secret = try #require(try await ada.client.call(AppsListSecrets(sid: app.sid)).items.first)
    _ = try await ada.client.call(AppsRevokeSecret(sid: app.sid, secretSid: secret.sid))
    _ = try await ada.client.call(AppsRotateSecret(sid: app.sid, gracePeriod: GracePeriod(0)))
    _ = try await ada.client.call(AppsDelete(sid: app.sid))
    _ = try await fixture.root.call(RolesRevoke(userSid: ada.user.sid, accountSid: account.sid, role: .developer))
  }

  @Test("R15: what is suspended can be renamed and resumed, what is closed, or below a closed account, cannot")
  func renaming() async throws {
    let parent = try await fixture.createAccount("Acme")
    let branch = try await fixture.createAccount("Branch", below: parent)
    for account in [parent, branch] {
      _ = try await fixture.root.call(AccountsSuspend(sid: account.sid))
      _ = try await fixture.root.call(AccountsUpdate(sid: account.sid, friendlyName: .init(trusted: "Renamed")))
    }
    _ = try await fixture.root.call(AccountsResume(sid: branch.sid))
    _ = try await fixture.root.call(AccountsClose(sid: parent.sid))
    for attempt in [
      { _ = try await fixture.root.call(AccountsUpdate(sid: branch.sid, friendlyName: .init(trusted: "Again"))) },
      { _ = try await fixture.root.call(AccountsUpdate(sid: branch.sid, type: .trial)) },
      { _ = try await fixture.root.call(AccountsResume(sid: branch.sid)) },
    ] as [() async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await attempt() }
      #expect(error.code == .conflict && error.message.contains("account \(parent.sid) is closed, for good"))
    }
    #expect(try await fixture.root.call(AccountsGet(sid: branch.sid)).friendlyName.text == "Renamed")
    _ = try await fixture.root.call(AccountsClose(sid: branch.sid))
  }

  @Test("R15: an account that is not active gets no subaccounts")
  func noSubaccounts() async throws {
    let account = try await fixture.createAccount()
    _ = try await fixture.root.call(AccountsSuspend(sid: account.sid))
    let error = try await #require(throws: ServiceError.self) {
      try await fixture.createAccount("Branch", below: account)
    }
    #expect(error.code == .conflict && error.message.contains("accounts.resume"))
  }
}
