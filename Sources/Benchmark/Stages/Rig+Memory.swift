import WireProtocol

extension Rig {
  /// Parts that the time is divided into; memory should have its size after the first.
  private static let parts = 15

  /// Whether memory grows with the requests that were served: a line for the first part of them, and one for all.
  func watchMemory() async throws -> [Measurement] {
    let tokens = try await harvest(Array(repeating: app.credentials, count: plan.coldTokens))
    let load = try Load.mixture(apps.sample(Plan.apps), tokens, of: app.account, at: site)
    tell("memory over many requests")
    var requests = 0
    var lines: [Measurement] = []
    var quiet = self
    quiet.tell = { _ in }
    repeat {
      var line = try await quiet.measure(load, seconds: plan.watchedSeconds / Double(Self.parts)).line
      requests += line.requests ?? 0
      line.requests = requests
      line.operation = "\(load.operation), \(Figure.text(requests)) requests"
      lines.append(line)
    } while requests < plan.watchedRequests && lines.count < Self.parts
    return [lines[0], lines[lines.count - 1]]
  }
}
