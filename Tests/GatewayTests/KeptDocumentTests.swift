import JSON
import NIOCore
import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// Public documents cost the issuer nothing, however often they are asked for.
@Suite struct KeptDocumentTests {
  private static let jwks = HTTPText("GET", "/.well-known/jwks.json")

  @Test("However many ask, the issuer is asked once, and again only when five seconds are over")
  func once() async throws {
    let issuer = try PlayedService()
    let clock = LoopClock()
    try await TestGateway.run(issuer: issuer.path, clock: clock) { gateway in
      let clients = try (1...8).map { _ in try gateway.connect() }
      async let first = clients[0].exchange(Self.jwks)
      let connection = try await issuer.listener.accept()
      let others = clients.dropFirst().map { client in Task { try await client.exchange(Self.jwks) } }
      try await connection.answer("jwks.get", #"{"keys":[]}"#)
      #expect(try await first.text == #"{"keys":[]}"#)
      for other in others { #expect(try await other.value.text == #"{"keys":[]}"#) }
      clock.advance(.milliseconds(4_999))
      #expect(try await gateway.exchange(Self.jwks).text == #"{"keys":[]}"#)
      #expect(!connection.hasBytes)
      clock.advance(.milliseconds(1))
      async let second = gateway.exchange(Self.jwks)
      let last = try await issuer.answer("jwks.get", #"{"keys":[ ]}"#, on: connection)
      #expect(try await second.text == #"{"keys":[ ]}"#)
      #expect(!last.hasBytes)
    }
  }

  @Test("While the issuer is away the document is told as it was last, with the same tag")
  func stale() async throws {
    let clock = LoopClock()
    try await TestGateway.run(clock: clock) { gateway in
      let fresh = try await gateway.exchange(Self.jwks)
      #expect(fresh.status == 200)
      try await gateway.world.stop(.tokenIssuer)
      for _ in 1...3 {
        clock.advance(.seconds(60))
        let stale = try await gateway.exchange(Self.jwks)
        #expect(stale.status == 200 && stale.text == fresh.text && stale["etag"] == fresh["etag"])
      }
      let metadata = try await gateway.exchange(HTTPText("GET", "/.well-known/oauth-authorization-server"))
      try expectRefusal(metadata, 503, "temporarily_unavailable")
      #expect(metadata["retry-after"] == "1")
      try await gateway.world.start(.tokenIssuer)
      clock.advance(.seconds(60))
      let again = try await gateway.exchange(Self.jwks)
      #expect(again.status == 200 && again["etag"] == fresh["etag"], "the same text has the same tag")
    }
  }

  @Test("A rotated key is told within five seconds")
  func rotation() async throws {
    let clock = LoopClock()
    try await TestGateway.run(clock: clock) { gateway in
      let before = try await gateway.exchange(Self.jwks)
      _ = try await gateway.world.client(.tokenIssuer).call(SigningKeysRotate())
      clock.advance(.seconds(5))
      let after = try await gateway.exchange(Self.jwks)
      #expect(try after.json["keys"]?.childCount == 2)
      #expect(after["etag"] != before["etag"])
    }
  }
}

/// The time of an event loop, which moves only when a test says so.
final class LoopClock: Sendable {
  private let moment = Mutex(NIODeadline.uptimeNanoseconds(1_000_000_000_000))

  var now: NIODeadline { moment.withLock(\.self) }

  func advance(_ time: TimeAmount) {
    moment.withLock { $0 = $0 + time }
  }
}
