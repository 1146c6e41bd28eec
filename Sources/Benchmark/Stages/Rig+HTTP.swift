import WireProtocol

extension Rig {
  /// Each with one request under way: clients of HTTP do not pipeline.
  private static let connections = [Shape(1), Shape(16), Shape(64)]
  /// Few, as each begins with new connections, which clients of HTTP keep.
  private static let longTurns = 3

  /// What goes through the gateway, beside what the machine can do, and the same over the issuer's socket.
  /// - Parameter secured: Where the gateway speaks TLS; the same goes through it as well.
  func measureHTTP(secured: (any Site)?) async throws -> HTTPFindings {
    var findings = HTTPFindings()
    try await site.restart(issuers: 1)
    let other = if let secured { try await moved(to: secured) } else { nil as Rig? }
    let rigs = [self, other].compactMap(\.self)
    let before = try await signatures()
    var lines: [Measurement] = []
    for shape in Self.connections {
      let loads: [(Rig, Load)] = rigs.flatMap { rig in rig.loadsOverHTTP(shape).map { (rig, $0) } }
      let issuing = try Load.issue([app.credentials], at: site, shape).named(HTTPFindings.overSocket)
      lines += try await measure(loads + [(self, issuing)], turns: Self.longTurns).map(\.line)
    }
    let fastest = try await max(before, signatures())
    findings.signatures = fastest
    findings.operations = lines.map { $0.compared(with: "ecdsap256", rate: fastest) }
    // What two gateways share would count half for each.
    try await site.restart(issuers: 1)
    findings.securedAlone = try await other?.measureAlone()
    await secured?.end()
    findings.besideGuesses = try await measureBesideGuesses()
    findings.coldStart = try await coldGateway()
    return findings
  }

  private func loadsOverHTTP(_ shape: Shape) -> [Load] {
    [
      .tokenOverHTTP(app, at: site, shape), .introspectOverHTTP(app, at: site, shape),
      .authorizeOverHTTP(app, at: site, shape),
    ]
  }

  private func measureAlone() async throws -> Measurement {
    let load = Load.tokenOverHTTP(app, at: site, Self.connections[2])
    return try await measure(load.named("\(load.operation), \(HTTPFindings.alone)")).line
  }

  /// This with an app of its own at another site.
  private func moved(to site: any Site) async throws -> Rig {
    try await site.restart(issuers: 1)
    let app = try await onOwnThread { try MeasuredApp(at: site) }
    return Rig(site: site, plan: plan, app: app, apps: apps, speed: speed, tell: tell)
  }

  /// Per second: what shares the machine changes its speed from one minute to the next.
  private func signatures() async throws -> Double {
    try await onOwnThread { try MachineSpeed.signatures(seconds: 1).made }
  }

  /// One client that knows its secret, while another tries secrets of the same app.
  private func measureBesideGuesses() async throws -> Measurement {
    let guesser = Guesser(app, at: site.http)
    return try await guesser.guess {
      let load = Load.tokenOverHTTP(app, at: site, Plan.single).named(HTTPFindings.besideGuesses)
      return try await measure(load, seconds: max(plan.seconds, 2)).line
    }
  }

  /// From the first connection to the first token, with the issuer at work.
  private func coldGateway() async throws -> Measurement {
    tell(HTTPFindings.coldStart)
    var latencies = Histogram()
    for _ in 0..<plan.coldStarts {
      try Task.checkCancellation()
      latencies.record(try await coldGatewayOnce())
    }
    var line = Measurement(operation: HTTPFindings.coldStart, apps: Plan.apps)
    line.requests = plan.coldStarts
    line.latency = Latency(latencies)
    return line
  }

  private func coldGatewayOnce() async throws -> UInt64 {
    try await site.restart(issuers: 1)
    return try await onOwnThread { [site, app] in
      _ = try LoadConnection(path: site.socket(of: .tokenIssuer)).call(
        TokensIssue(clientId: app.credentials.sid, clientSecret: app.credentials.secret))
      let start = Instant.now()
      try LoadConnection(http: site.http).ask(Load.tokenOverHTTP(app, at: site, Plan.single).requests)
      return Instant.now() - start
    }
  }
}

extension LoadConnection {
  /// Sends the first of some requests, and waits for what answers it.
  func ask(_ requests: RequestSequence) throws {
    requests.withFrame(0) { enqueue($0, slot: 0) }
    _ = try flush()
    var isAnswered = false
    while !isAnswered { try receive { _ in isAnswered = true } }
  }
}
