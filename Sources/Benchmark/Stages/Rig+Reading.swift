import WireProtocol

extension Rig {
  private static let signing = "ecdsap256"

  /// What only reads, in all shapes, beside the reference.
  func measureReading(_ echo: EchoServer) async throws -> [Measurement] {
    var lines: [Measurement] = []
    let unseen = try await harvest(Array(repeating: app.credentials, count: plan.coldTokens * plan.shapes.count))
    // What the issuer may know of the tokens that it has just made is forgotten.
    try await site.restart(issuers: 1)
    let key = try await onOwnThread { [app, site] in try MeasuredKey(of: app.account, at: site) }
    for (number, shape) in plan.shapes.enumerated() {
      let results = try await measure([
        .echo(app, at: echo.socket, shape),
        .introspect([app.token], at: site, shape).named("tokens.introspect, hot token"),
        .authorize(app, at: site, shape),
        .authorize(key, at: site, shape),
      ])
      var reference = results[0].line
      (reference.instances, reference.apps, reference.processorTime, reference.memory) = (nil, nil, [:], [:])
      let share = unseen.count / plan.shapes.count
      let cold = try await measure(
        .introspect(Array(unseen[(number * share)..<((number + 1) * share)]), at: site, shape, repeats: false)
          .named("tokens.introspect, cold token"))
      lines.append(reference)
      lines += (results.dropFirst() + [cold]).map { $0.line.compared(with: "C echo", rate: reference.rate) }
      lines.append(try await measureIssuing(shape))
    }
    return lines
  }

  /// The same on a busy host, with several processes of the token issuer.
  func measureInstances() async throws -> [Measurement] {
    var lines: [Measurement] = []
    for count in plan.instances {
      try await site.restart(issuers: count)
      lines.append(try await measureIssuing(Plan.busy, instances: count))
      let introspect = try Load.introspect([app.token], at: site, Plan.busy).named("tokens.introspect, hot token")
      lines += try await measure([introspect, .authorize(app, at: site, Plan.busy)], instances: count).map(\.line)
    }
    try await site.restart(issuers: 1)
    return lines
  }

  private func measureIssuing(_ shape: Shape, instances: Int = 1) async throws -> Measurement {
    try await measure(.issue([app.credentials], at: site, shape), instances: instances).line
      .compared(with: Self.signing, rate: speed.signatures)
  }
}
