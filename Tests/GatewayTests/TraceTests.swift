import InMemoryLogging
import Logging
import TestSupport
import Testing
import WireProtocol

/// W3C Trace Context: by what requests are found in the logs.
@Suite struct TraceTests {
  private let log = InMemoryLogHandler()

  private func trace(_ gateway: TestGateway, _ app: TestApp, _ values: [String]) async throws -> String {
    log.clear()
    var request = HTTPText.form("/v2/token", "grant_type=client_credentials", fields: ["Authorization": app.basic])
    request.fields += values.map { ("traceparent", $0) }
    let reply = try await gateway.connect().exchange(request)
    #expect(reply.status == 200, "\(values)")
    let line = try #require(log.entries.first { "\($0.message)" == "POST /v2/token: 200" })
    return "\(try #require(line.metadata["trace_id"]))"
  }

  @Test("W3C Trace Context 3.2: a good traceparent is in the log; one that is none begins a new trace")
  func traces() async throws {
    try await TestGateway.run(logger: Logger(label: "test") { _ in log }) { gateway in
      let app = try await gateway.world.makeApp()
      let good = TraceContext.random()
      #expect(try await trace(gateway, app, ["\(good)"]) == good.traceIDText)
      #expect(try await trace(gateway, app, ["cc-\("\(good)".dropFirst(3))-x"]) == good.traceIDText, "a later version")
      var traces: [String] = []
      let zeros = "00000000000000000000000000000000"
      for values in [
        ["garbage"], ["00-\(zeros)-0000000000000000-00"], ["00-\(zeros)-b7ad6b7169203331-01"],
        ["\(good)".uppercased()], ["\(good)-x"], ["ff-\("\(good)".dropFirst(3))"], ["\(good)", "\(good)"], [""], [],
      ] {
        traces.append(try await trace(gateway, app, values))
      }
      #expect(Set(traces + [good.traceIDText, zeros]).count == traces.count + 2, "each is new")
      #expect(traces.allSatisfy { $0.utf8.count == 32 })
    }
  }
}
