import Testing
import WireProtocol

@testable import Commands

struct WatchTests {
  private static func metrics(
    requests: Int, refused: Int = 0, durations: [Int: Int] = [:], uptime: Int = 100, degraded: Int = 0
  ) -> ServiceMetrics {
    let buckets = RequestDurations.none.indices.map { durations[$0] ?? 0 }
    return ServiceMetrics(
      uptimeSeconds: uptime, connections: 2, connectionsAccepted: 9, degraded: degraded,
      methods: ["a": MethodMetrics(requests: requests, refused: refused, durations: buckets)])
  }

  private static func asked(_ instance: String, _ metrics: ServiceMetrics) -> (ServiceName, WatchedInstances.Sighting) {
    (.tokenIssuer, .asked(InstanceMetrics(service: .tokenIssuer, instance: instance, metrics: metrics)))
  }

  @Test("Rates are what was counted between two looks, times the buckets that hold half and 99 of 100")
  func activity() throws {
    let former = Self.metrics(requests: 10, durations: [0: 10])
    let latter = Self.metrics(requests: 210, refused: 20, durations: [0: 10, 2: 150, 5: 48, 15: 2])
    let activity = try #require(InstanceActivity(from: former, to: latter, seconds: 2))
    #expect(activity == InstanceActivity(requests: 100, refused: 10, failed: 0, median: 500, slow: 5000))
    let slow = Self.metrics(requests: 11, durations: [0: 10, 15: 1])
    #expect(InstanceActivity(from: former, to: slow, seconds: 1)?.slow == .max)
  }

  @Test("What was counted by another process is no rate")
  func restart() {
    let former = Self.metrics(requests: 10)
    #expect(InstanceActivity(from: former, to: Self.metrics(requests: 9), seconds: 1) == nil)
    #expect(InstanceActivity(from: former, to: Self.metrics(requests: 90, uptime: 1), seconds: 1) == nil)
    #expect(InstanceActivity(from: former, to: former, seconds: 0) == nil)
    #expect(InstanceActivity(from: former, to: former, seconds: 1) == InstanceActivity.none)
  }

  @Test("Counts that no service has counted are shown as they come, in rates and as text")
  func absurdity() {
    let numbers = [Int.min, -1, 0, .max]
    for (one, other) in numbers.flatMap({ one in numbers.map { (one, $0) } }) {
      let (former, latter) = (
        Self.metrics(requests: one, refused: other, durations: [0: one, 1: one, 15: other]),
        Self.metrics(requests: other, refused: one, durations: [0: other, 1: other, 15: one])
      )
      _ = InstanceActivity(from: former, to: latter, seconds: 1)
      let text = [InstanceMetrics(service: .tokenIssuer, instance: "1", metrics: latter)].openMetrics
      #expect(text.hasSuffix("# EOF\n"))
    }
  }

  @Test("Instances come and go; one that comes back after it went begins anew")
  func instances() {
    var watched = WatchedInstances()
    let (few, many) = (Self.metrics(requests: 10), Self.metrics(requests: 30, degraded: 1))
    let first = watched.rows([Self.asked("1", few)], at: .zero)
    #expect(first.map(\.activity) == [nil])
    let two = watched.rows([Self.asked("1", many), Self.asked("2", few)], at: .seconds(2))
    #expect(two.map(\.instance) == ["1", "2"])
    #expect(two.map(\.state) == ["degraded", "healthy"])
    #expect(two.map { $0.activity?.requests } == [10, nil])
    let gone = watched.rows([(.tokenIssuer, .absent("not running"))], at: .seconds(3))
    #expect(gone.map(\.state) == ["not running"] && gone.map(\.instance) == [nil])
    let back = watched.rows([Self.asked("1", many)], at: .seconds(4))
    #expect(back.map(\.activity) == [nil])
  }

  @Test("An instance that is left alone does nothing; what it did meanwhile counts for all of the time")
  func idle() {
    var watched = WatchedInstances()
    _ = watched.rows([Self.asked("1", Self.metrics(requests: 10))], at: .zero)
    let idle = watched.rows([(.tokenIssuer, .idle(instance: "1"))], at: .seconds(5))[0]
    #expect(idle.state == "idle" && idle.activity == InstanceActivity.none && idle.metrics != nil)
    let used = watched.rows([Self.asked("1", Self.metrics(requests: 30))], at: .seconds(10))[0]
    #expect(used.activity?.requests == 2)
    #expect(used.history == [0, 2])
    let later = watched.rows([(.tokenIssuer, .idle(instance: "1"))], at: .seconds(65))[0]
    #expect(later.history == [2, 0])
  }

  @Test("A service is asked while it is used, then left alone until systemd hears of requests that are not ours")
  func restraint() {
    var restraint = Restraint()
    func mayAsk(_ report: String, _ second: Int, isUsed: Bool = false) -> Bool {
      let may = restraint.mayAsk(["1": report], at: .seconds(second))
      if may { restraint.noteQuestion(isUsed: isUsed, at: .seconds(second)) }
      return may
    }
    #expect((0...3).allSatisfy { mayAsk("\($0)", $0, isUsed: true) })
    #expect((4...8).allSatisfy { mayAsk("\($0)", $0) })
    // What systemd hears for a while is about the questions themselves.
    #expect(!(9...18).contains { mayAsk("\($0)", $0) })
    #expect(!(19...40).contains { mayAsk("18", $0) })
    #expect(mayAsk("19", 41))
    let hasEnded = !restraint.mayAsk([:], at: .seconds(42))
    #expect(hasEnded)
    #expect(mayAsk("19", 43))
  }

  @Test("A table takes the place of the one before, fits the terminal, and has a bold heading where colours are wanted")
  func screen() {
    var screen = Screen(isColoured: true)
    let table = "HEAD\none two\nx\n"
    let drawings = [table, "HEAD\n"].map { screen.drawing($0, size: ScreenSize(columns: 5, lines: 24)) }
    #expect(drawings[0] == "\u{1B}[J\u{1B}[1mHEAD\u{1B}[0m\none t\nx\n")
    #expect(drawings[1] == "\u{1B}[3A\r\u{1B}[J\u{1B}[1mHEAD\u{1B}[0m\n")
    var plain = Screen(isColoured: false)
    let small = plain.drawing(table + "y\nz\n", size: ScreenSize(columns: 80, lines: 4))
    #expect(small == "\u{1B}[JHEAD\none two\n...\n")
    let none = plain.drawing(table, size: ScreenSize(columns: 80, lines: 0))
    #expect(none == "\u{1B}[3A\r\u{1B}[J" + table)
  }

  @Test("Figures are short: one decimal place, a unit, a character for each look")
  func figures() {
    #expect([0, 0.04, 0.05, 12.34, -1].map(WatchTable.rate) == ["0.0", "0.0", "0.1", "12.3", "0.0"])
    #expect(
      RequestDurations.bounds.map(WatchTable.time) == [
        "100us", "250us", "500us", "1.0ms", "2.5ms", "5.0ms", "10ms", "25ms", "50ms", "100ms", "250ms", "500ms",
        "1.0s", "2.5s", "10.0s",
      ])
    #expect(WatchTable.time(.max) == "more")
    #expect(WatchTable.sparkline([0, 4, 8]) == "▁▅█")
    #expect(WatchTable.sparkline([0, 0.1]) == "▁▁")
  }
}
