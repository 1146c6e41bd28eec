import Permissions
import RPC
import TestSupport
import Testing
import WireProtocol

/// What a credential is good for may be less than what an app or API key may do that it manages.
@Suite("Rules about what credentials hand on")
struct HandingOnRules {
  @Test(
    "R12, R13: a restricted key and a token hand on and take over no more than they may do; what takes away they may",
    arguments: [true, false])
  func handingOn(byToken: Bool) async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      let own = ["/twilio/iam/api-keys/*", "/twilio/iam/account-oauth-apps/*", "/twilio/messaging/messages/*"]
      let (denied, foreign) = ("/twilio/messaging/messages/delete", "/twilio/voice/calls.notifications/list")
      let holding = try await world.makeApp("Holder", in: account, allow: own, deny: [denied])
      let byKey = try await world.makeCredential(in: account, allow: own, deny: [denied]).credential
      let holder: CallerCredential = byToken ? .token(try await world.token(holding)) : byKey
      let strong = try await world.makeApp("Strong", in: account, allow: [foreign])
      let main = try await world.makeKey("Main", in: account, allow: nil)
      let weak = try await world.makeKey("Weak", in: account, allow: [World.listMessages])
      for (allow, deny, isHandedOn) in [
        ([foreign], [], false), (own, [], false), ([denied], [], false), ([World.listMessages], [], true),
        ([World.listMessages], [denied], true), ([World.readMessages], ["/twilio/messaging/messages/*"], true),
      ] as [([String], [String], Bool)] {
        let policy = Policy(allow: allow, deny: deny)
        let name = try FriendlyName("Made \(UInt32.random(in: 0 ... .max))")
        let app = try await world.makeApp("Of \(name.text)", in: account, allow: [World.listMessages])
        for request in [
          ManagementRequest("", AppsCreate(friendlyName: name, policy: policy)),
          ManagementRequest("", APIKeysCreate(friendlyName: name, policy: policy)),
          ManagementRequest("", AppsUpdate(sid: app.sid, policy: policy)),
          ManagementRequest("", APIKeysUpdate(sid: weak.sid, policy: policy)),
        ] {
          let error = await world.error(of: request, showing: holder)
          #expect(error?.code == (isHandedOn ? nil : .accessDenied), "\(policy)")
          #expect(error?.message.contains("which the credential lacks") ?? isHandedOn && error?.permission == nil)
        }
      }
      let pair = try ClientKeyPair()
      for request in [
        ManagementRequest("", APIKeysCreate(friendlyName: try FriendlyName("Everything"), type: .main)),
        ManagementRequest("", APIKeysRotateSecret(sid: main.sid)),
        ManagementRequest("", AppsRotateSecret(sid: strong.sid, gracePeriod: GracePeriod(0))),
        ManagementRequest("", AppsAddKey(sid: strong.sid, jwk: pair.jwk())),
        ManagementRequest("", AppsUpdate(sid: strong.sid, accessTokenTTL: TokenLifetime(7200))),
        ManagementRequest("", AppsEnable(sid: strong.sid)),
      ] {
        #expect(await world.error(of: request, showing: holder)?.code == .accessDenied)
      }
      for request in [
        ManagementRequest("", AppsUpdate(sid: strong.sid, friendlyName: try FriendlyName("Other"))),
        ManagementRequest("", AppsUpdate(sid: strong.sid, accessTokenTTL: TokenLifetime(60))),
        ManagementRequest("", AppsRevokeSecret(sid: strong.sid, secretSid: strong.secretSid)),
        ManagementRequest("", AppsDisable(sid: strong.sid)), ManagementRequest("", AppsDelete(sid: strong.sid)),
        ManagementRequest("", APIKeysDelete(sid: main.sid)), ManagementRequest("", APIKeysRotateSecret(sid: weak.sid)),
      ] {
        #expect(await world.error(of: request, showing: holder) == nil)
      }
    }
  }

  @Test("R12: a token hands on its app's wildcards, however its scope is written, and none that its app has not")
  func wildcardsOfTokens() async throws {
    try await withWorld(.inProcess) { world in
      let account = try await world.makeAccount()
      let wildcard = "/twilio/messaging/messages/*"
      let actions = World.catalogue.names(in: wildcard)
      let rights = ["/twilio/iam/account-oauth-apps/*", "/twilio/iam/api-keys/create"]
      let all = try await world.makeApp("All", in: account, allow: rights + [wildcard])
      let each = try await world.makeApp("Each", in: account, allow: rights + actions)
      let make = ManagementRequest(
        "", APIKeysCreate(friendlyName: try FriendlyName("Made"), policy: Policy(allow: [wildcard])))
      for scope in [nil, "\(wildcard) \(rights[0]) \(rights[1])"] {
        let token = try await world.issue(each, scope: scope).accessToken
        #expect(await world.error(of: make, showing: .token(token))?.code == .accessDenied)
      }
      let token = CallerCredential.token(try await world.token(all))
      #expect(await world.error(of: make, showing: token) == nil)
      #expect(await world.error(of: ManagementRequest("", AppsRotateSecret(sid: all.sid)), showing: token) == nil)
    }
  }
}
