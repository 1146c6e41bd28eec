import Glibc
import HTTP
import RPC
import TestSupport
import Testing
import WireProtocol

/// Many requests at the same time, over the gateway's one connection to the issuer.
@Suite(.timeLimit(.minutes(1))) struct CrowdTests {
  /// More than an issuer works on for one connection.
  private static let count = 300

  /// Answers whatever the secret manager is asked about a client's secret, until it is connected to for nothing.
  private func verify(_ listener: RawListener, as reply: SecretVerification) -> Task<Void, any Error> {
    Task {
      let result = try Wire.text(reply)
      while true {
        let connection = try await listener.accept()
        guard let first = try await connection.receive() else { return }
        Task {
          try await connection.answer(first, SecretsVerify.name, result)
          while let next = try await connection.receive() {
            try await connection.answer(next, SecretsVerify.name, result)
          }
        }
      }
    }
  }

  @Test("While the secret manager stands still 300 requests wait; each gets its answer once it goes on")
  func standstill() async throws {
    var limits = HTTPLimits.patient
    limits.connectionsEach = 2 * Self.count
    limits.requestsEach = Self.count
    let world = try await World(.sockets)
    let app = try await world.makeApp()
    let secret = try await world.client(.secretManager, from: .service(.tokenIssuer)).call(
      SecretsVerify(clientId: .app(app.sid), clientSecret: Sensitive(app.secret)))
    try await world.stop(.secretManager)
    let path = world.socketPath(of: .secretManager)
    unlink(path)
    let secretManager = try RawListener(path: path)
    // Knows nothing yet.
    try await world.start(.tokenIssuer)
    try await TestGateway.run(world, limits: limits) { gateway in
      let clients = try (1...Self.count).map { _ in try gateway.connect() }
      let request = HTTPText.form("/v2/introspect", "token=x", fields: ["Authorization": app.basic])
      for client in clients { try await client.connection.send(request.bytes) }
      try await gateway.awaitMetric(#"oauth_gateway_requests_at_work{listener="http"} \#(Self.count)"#)
      let going = verify(secretManager, as: secret)
      for client in clients {
        let reply = try #require(try await client.receive())
        #expect(reply.status == 200 && reply.text == #"{"active":false}"#, "\(reply.text)")
      }
      try RawConnection(path: path).endSending()
      try await going.value
    }
  }
}
