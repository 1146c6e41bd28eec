import InMemoryLogging
import Logging
import TestSupport
import Testing
import WireProtocol

/// What clients send where it does not belong is in no log.
@Suite struct LoggedSecretTests {
  @Test("RFC 6749 2.3.1: a secret in the URL is in no log line, of the gateway or of a service")
  func secretInURL() async throws {
    let log = InMemoryLogHandler()
    let logger = Logger(label: "test") { _ in log }
    try await TestGateway.run(World(.sockets, logger: logger), logger: logger) { gateway in
      let app = try await gateway.world.makeApp()
      for path in ["/v2/token", "/v2/introspect", "/v2/revoke", "/v2/authorize", "/v2/nothing"] {
        _ = try await gateway.post("\(path)?\(app.post)", "grant_type=client_credentials&token=x")
        _ = try await gateway.exchange(HTTPText("GET", "\(path)?\(app.post)"))
      }
      #expect(log.entries.contains { "\($0.message)" == "POST /v2/token: 400" })
      #expect(log.entries.contains { "\($0.message)".hasPrefix("apps.create") || "\($0)".contains(app.sid.text) })
      #expect(!"\(log.entries)".contains(app.secret))
    }
  }
}
