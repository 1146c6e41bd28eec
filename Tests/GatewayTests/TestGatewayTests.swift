import JSON
import TestSupport
import Testing

/// What the other tests of the gateway go by.
@Suite struct TestGatewayTests {
  @Test("A path that nothing is served under is not found, on one connection as often as it is asked for")
  func keepsConnection() async throws {
    try await TestGateway.run { gateway in
      let client = try gateway.connect()
      for method in ["GET", "HEAD", "POST"] {
        let reply = try await client.exchange(HTTPText(method, "/nothing"))
        #expect(reply.status == 404)
        #expect(reply["connection"] == nil)
        #expect(reply.error == (method == "HEAD" ? nil : "not_found"))
      }
    }
  }

  @Test("A gateway that can't work says why on every path")
  func degraded() async throws {
    try await TestGateway.run(fault: "a screw is missing") { gateway in
      let reply = try await gateway.exchange(HTTPText("GET", "/healthz"))
      #expect(reply.status == 503)
      #expect(reply["retry-after"] == "1")
      #expect(try reply.json["message"]?.string == "the gateway can't work: a screw is missing")
    }
  }
}
