import Benchmark
import Foundation
import Testing

struct ReportTests {
  /// A line of each kind, and a budget of each verdict.
  private static let report: Report = {
    var histogram = Histogram()
    for microseconds in 1...1000 { histogram.record(UInt64(microseconds) * 1000) }
    let lines = [(1, 1, 1000), (16, 1, 1000), (256, 1, 1000), (16, 2, 1000), (16, 1, 1_000_000)].flatMap {
      connections, instances, apps in
      ["tokens.issue", "tokens.introspect, hot token", "tokens.issue, all apps in use", "A & B <C>"].map { operation in
        var line = Measurement(operation: operation, shape: Shape(connections), instances: instances, apps: apps)
        line.rate = 12_345.6 * Double(connections)
        line.latency = Latency(histogram)
        line.processorTime = ["app-registry": 10, "secret-manager": 0.25, "token-issuer": 123.4]
        line.memory = ["app-registry": 10_240, "secret-manager": 11_264, "token-issuer": 12_288].mapValues {
          Memory(proportional: $0, anonymous: 3000)
        }
        line.reference = "ecdsap256"
        line.ratio = 0.5
        return line
      }
    }
    return Report(
      version: "1.2.3", date: "2026-11-23T12:00:00Z", plan: "quick", site: "embedded", processor: "<Test & Co>",
      processors: 2,
      measurements: [Measurement(operation: "nothing but a name")] + lines,
      budgets: [
        Budget("good", 2, .atLeast, 1, "x"), Budget("bad", 2, .atMost, 1, "us"),
        Budget("unknown", nil, .atMost, 1, "ms"),
        Budget("figure", 0.25, "x"),
      ])
  }()

  @Test(
    "The table has a line for each measurement, with a dash for what it lacks, and one for each budget with its verdict"
  )
  func text() {
    let lines = Self.report.text().split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("nothing but a name - - - - - - - - - - -"))
    #expect(
      lines.contains(
        "tokens.issue 16 x 1 2 1,000 197,530 500 990 999 134 10 11 12 - 0.500 ecdsap256"),
      "\(lines)")
    #expect(lines.contains("good 2.00 x at least 1.00 x met"))
    #expect(lines.contains("bad 2.00 us at most 1.00 us not met"))
    #expect(lines.contains("unknown - at most 1.00 ms not measured"))
    #expect(lines.contains("figure 0.25 x - no bound"))
  }

  @Test("The JSON object tells the same under names in snake_case")
  func json() throws {
    let text = try Self.report.json()
    #expect(text.filter { $0 == "\n" }.count == 1)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let lines = try #require(object["measurements"] as? [[String: Any]])
    let budgets = try #require(object["budgets"] as? [[String: Any]])
    #expect(lines.count == Self.report.measurements.count)
    #expect((lines[1]["processor_time"] as? [String: Double])?["token-issuer"] == 123.4)
    #expect((lines[1]["latency"] as? [String: Double])?["p50"].map { abs($0 - 500) < 5 } == true)
    #expect(budgets.map { $0["verdict"] as? String } == ["met", "not met", "not measured", "no bound"])
    #expect(object["site"] as? String == "embedded")
  }

  @Test("The drawing is well-formed XML, names its axes with their units, and tells lines apart by their markers")
  func drawing() async throws {
    let drawing = Self.report.plot()
    let check = try await XMLCheck(drawing)
    #expect(check.status == 0, "\(check.errors)")
    for text in [
      "latency, microseconds", "requests per second", "connections", "instances", "apps", "99.9 %",
      "A &amp; B &lt;C&gt;",
    ] {
      #expect(drawing.contains(text), "\(text)")
    }
    #expect(drawing.contains("stroke-dasharray"))
    #expect(!drawing.contains("nan") && !drawing.contains("inf"))
  }
}
