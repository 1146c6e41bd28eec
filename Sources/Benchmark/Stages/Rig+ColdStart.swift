import WireProtocol

extension Rig {
  /// From the first connection to the first reply, no service running.
  func measureColdStarts() async throws -> [Measurement] {
    let issue = TokensIssue(clientId: app.credentials.sid, clientSecret: app.credentials.secret)
    var lines = [try await coldStart(.tokenIssuer, issue, "cold start of all three, \(TokensIssue.name)")]
    for service in ServiceName.measured {
      lines.append(try await coldStart(service, ServiceStatusGet(), "cold start, \(service.rawValue)"))
    }
    return lines
  }

  private func coldStart(_ service: ServiceName, _ method: some Method, _ operation: String) async throws -> Measurement
  {
    tell(operation)
    var latencies = Histogram()
    for _ in 0..<plan.coldStarts {
      try Task.checkCancellation()
      latencies.record(try await site.coldStart(of: service, method))
    }
    var line = Measurement(operation: operation, apps: Plan.apps)
    line.requests = plan.coldStarts
    line.latency = Latency(latencies)
    return line
  }
}

extension Site {
  /// Nanoseconds from the first connection to the first reply.
  nonisolated func coldStart(of service: ServiceName, _ method: some Method) async throws -> UInt64 {
    try await restart(issuers: 1)
    return try await onOwnThread {
      let start = Instant.now()
      _ = try LoadConnection(path: self.socket(of: service)).result(of: method)
      return Instant.now() - start
    }
  }
}
