import JSON
import TestSupport
import Testing
import WireProtocol

/// The scope of a token over HTTP.
@Suite struct ScopeTests {
  private static let grant = "grant_type=client_credentials"
  private static let both: Set = [World.listMessages[...], World.readMessages[...]]

  @Test("RFC 6749 3.3: a scope is tokens with blanks between them, in any order and however it is encoded")
  func scope() async throws {
    try await TestGateway.withApp { gateway, app in
      let (list, read) = (World.listMessages.replacing("/", with: "%2F"), World.readMessages)
      for scope in [
        "\(list)+\(read)", "\(list)%20\(read)", "\(read)++\(list)", "+\(list)+\(read)+", "\(read)%20%20+\(list)",
      ] {
        let reply = try await gateway.token("\(Self.grant)&scope=\(scope)", app.basic)
        #expect(try reply.scope() == Self.both)
      }
    }
  }

  @Test("RFC 6749 5.2: a scope that is unknown or broken is refused")
  func wrongScope() async throws {
    try await TestGateway.withApp { gateway, app in
      let (list, read) = (World.listMessages, World.readMessages)
      for scope in [
        "\(list)%2B\(read)", "\(list)+/nothing", "/nothing", "%22%5C%1B", "%0A", "%C3%A4", "+", "\(list),\(read)",
        "\(list)%09\(read)",
      ] {
        try expectRefusal(
          try await gateway.token("\(Self.grant)&scope=\(scope)", app.basic), 400, "invalid_scope", code: 322_403)
      }
      for scope in ["%00", "%FF", "%zz", "%", "%4", "%C3", "%ED%A0%80", "%C0%AF"] {
        try expectRefusal(
          try await gateway.token("\(Self.grant)&scope=\(scope)", app.basic), 400, "invalid_request", code: 322_403)
      }
    }
  }

  @Test("RFC 6749 3.3: the case of a scope counts")
  func letterCase() async throws {
    try await TestGateway.withApp { gateway, app in
      let list = World.listMessages
      for scope in [list.uppercased(), list.replacing("messaging", with: "Messaging"), "\(list)+\(list.uppercased())"] {
        try expectRefusal(
          try await gateway.token("\(Self.grant)&scope=\(scope)", app.basic), 400, "invalid_scope", code: 322_403)
      }
    }
  }

  @Test("RFC 6749 3.3, 5.1: the reply tells the scope: all of it where none was asked for, else what was asked for")
  func told() async throws {
    let all = "/twilio/messaging/messages/*"
    try await TestGateway.run { gateway in
      let app = try await gateway.world.makeApp(allow: [all])
      for scope in [World.readMessages, all, "\(World.readMessages)+\(World.listMessages)"] {
        let reply = try await gateway.token("\(Self.grant)&scope=\(scope)", app.basic)
        #expect(try reply.scope() == Set(scope.split(separator: "+")), "\(scope)")
      }
      #expect(try await gateway.token(Self.grant, app.basic).scope().isSuperset(of: Self.both))
    }
  }
}
