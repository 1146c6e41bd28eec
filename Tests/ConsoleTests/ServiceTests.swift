import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Console

@Suite("Services") struct ServiceTests {
  @Test("It is told by what requests were refused, over all methods, the most frequent first")
  func errors() {
    func metrics(_ methods: [String: MethodMetrics]) -> ServiceMetrics {
      ServiceMetrics(uptimeSeconds: 1, connections: 1, connectionsAccepted: 1, methods: methods)
    }
    let counted = metrics([
      "apps.get": MethodMetrics(errors: ["not_found": 1, "conflict": .max]),
      "apps.list": MethodMetrics(errors: ["not_found": 2, "access_denied": 3]),
    ])
    let words = "conflict</code> \(Int.max)<br><code>access_denied</code> 3<br><code>not_found</code> 3<br>"
    #expect(Console.errors(counted).text == "<code>" + words)
    #expect(Console.errors(metrics([:])).text == "none")
  }

  @Test("The memory of a process is drawn apart from that of another, and as far as it is told")
  func memory() {
    let gauges = Gauges()
    for (second, (pid, bytes)) in [(1, 1_500_000), (2, 9_000_000), (1, 2_000_000)].enumerated() {
      let metrics = ServiceMetrics(uptimeSeconds: 1, connections: 1, connectionsAccepted: 1, methods: [:])
      gauges.add(
        .init(metrics.with([.residentMemoryBytes: bytes]), pid: pid, at: Timestamp(secondsSince1970: second)),
        of: .gateway)
      gauges.add(.init(metrics, pid: pid, at: Timestamp(secondsSince1970: second)), of: .gateway)
    }
    #expect(gauges.megabytes(of: .gateway, pid: 1) == [1.5, 2])
    #expect(gauges.megabytes(of: .gateway, pid: 2) == [9])
    #expect(gauges.megabytes(of: .tokenIssuer, pid: 1).isEmpty)
  }
}
