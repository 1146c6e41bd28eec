import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  /// Figures for people, printed and never judged.
  @Suite("Measurements") struct Measurements {
    @Test("Cold start: from a connection to the first reply, no service running")
    func coldStart() async throws {
      let scene = try await Scene()
      for service in ServiceName.allCases {
        let times = try await sample { _ = try ServiceConnection(to: service).call(ServiceStatusGet()) }
        print("cold start, \(service.rawValue), service.status: \(times)")
      }
      let issue = TokensIssue(clientId: scene.app.sid, clientSecret: scene.secret)
      let times = try await sample { _ = try ServiceConnection(to: .tokenIssuer).call(issue) }
      print("cold start, the three services, tokens.issue: \(times)")
    }

    @Test("Memory: proportional set size of each daemon after it has worked")
    func memory() async throws {
      let scene = try await Scene()
      for _ in 0..<20 { _ = try await scene.isActive(scene.issue()) }
      for service in ServiceName.allCases {
        let size = try await RunningService(service).proportionalSetSize()
        print("memory, \(service.rawValue): Pss \(size) kB")
      }
    }

    /// The median and the extremes of several runs, each with all services stopped.
    private func sample(_ body: () throws -> Void) async throws -> String {
      var times: [Duration] = []
      for _ in 0..<5 {
        try await TestHost.stopServices()
        times.append(try ContinuousClock().measure(body))
      }
      let milliseconds = times.sorted().map { Int($0 / .milliseconds(1)) }
      return "\(milliseconds[2]) ms (\(milliseconds[0]) to \(milliseconds[4]))"
    }
  }
}
