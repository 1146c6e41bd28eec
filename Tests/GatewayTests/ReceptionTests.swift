import Daemon
import InMemoryLogging
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTP1
import SystemCalls
import TestSupport
import Testing
import WireProtocol

@testable import HTTP

/// What every request passes on its way to a route and back.
@Suite struct ReceptionTests {
  private let loop = EmbeddedEventLoop()
  private let metrics = HTTPMetrics()
  private let log = InMemoryLogHandler()

  /// Has a request answered by a server that knows one secret.
  private final class Answers {
    var all: [Answer] = []
  }

  private func reception(_ settings: HTTPSettings = HTTPSettings(), limits: HTTPLimits = HTTPLimits()) -> HTTPReception
  {
    var logger = Logger(label: "test") { [log] _ in log }
    logger.logLevel = .info
    let current: @Sendable () -> HTTPSettings = { settings }
    return HTTPReception(
      .http, limits: limits, loop: loop, brake: GuessBrake(limits: limits, at: loop.now), metrics: metrics,
      logger: logger, settings: current
    ) { request in
      request.route = "/v2/token"
      let secret = String(buffer: request.body)
      guard secret != "right" else { return .answer(Answer(.ok, text: "token")) }
      var answer = Answer(.unauthorized, text: "wrong")
      answer.client = "OQ00000000000000000000000000000001"
      answer.guess = WrongGuess(client: "OQ00000000000000000000000000000001", secret: Sensitive(secret))
      return .answer(answer)
    }
  }

  private func send(
    _ body: String, to reception: HTTPReception, _ answers: Answers, _ fields: HTTPHeaders = [:],
    _ method: HTTPMethod = .POST, from address: ClientAddress = .user(7), isProxy: Bool = false
  ) {
    let peer = ConnectedPeer(address, isProxy: isProxy, isSecure: false, reception.shares)
    let head = HTTPRequestHead(version: .http1_1, method: method, uri: "/v2/token?client_secret=hush", headers: fields)
    reception.take(head, ByteBuffer(string: body), of: peer) { answers.all.append($0) }
  }

  @Test("Under two hundred wrong secrets a second every right one is answered at once, of the same client and address")
  func goodClient() {
    let reception = reception()
    for number in 0..<600 {
      let wrong = Answers()
      send("wrong \(number)", to: reception, wrong)
      if number % 10 == 0 {
        let right = Answers()
        send("right", to: reception, right)
        #expect(right.all.map(\.status) == [.ok])
      }
      loop.advanceTime(by: .milliseconds(5))
    }
    #expect(reception.shares.requestsAtWork == 0)
    #expect(metrics.heldRefusals > 10)
    #expect(metrics.unheldRefusals > 100)
  }

  @Test("A refusal is held back for its time, takes no place of a request meanwhile, and is told in the end")
  func held() {
    let reception = reception()
    let answers = Answers()
    for number in 1...6 { send("\(number)", to: reception, answers) }
    #expect(answers.all.count == 5)
    #expect(reception.shares.requestsAtWork == 0)
    loop.advanceTime(by: .milliseconds(99))
    #expect(answers.all.count == 5)
    loop.advanceTime(by: .milliseconds(1))
    #expect(answers.all.map(\.status) == Array(repeating: .unauthorized, count: 6))
  }

  @Test("With as many refusals held back as may be, the next is told 429 at once, and when to come again")
  func tooMany() {
    let reception = reception()
    let answers = Answers()
    for number in 1...(5 + HTTPLimits().heldRefusalsEach + 1) { send("\(number)", to: reception, answers) }
    #expect(answers.all.count == 6)
    #expect(answers.all.last?.status == .tooManyRequests)
    #expect(answers.all.last?.fields.contains { $0.name.description == "Retry-After" } == true)
  }

  @Test("Places of requests at work are of the client behind a trusted proxy, not of the proxy")
  func sharesBehindProxy() throws {
    var settings = HTTPSettings()
    settings.trustedProxies = try #require(TrustedProxies(reading: "unix"))
    let limits = HTTPLimits()
    let reception = reception(settings, limits: limits)
    let one = reception.shares.account(of: .internet(try #require(IPAddress("192.0.2.1"))))
    for _ in 0..<limits.requestsEach { #expect(reception.shares.begin(one) == nil) }
    let refused = Answers()
    send("right", to: reception, refused, ["X-Forwarded-For": "192.0.2.1"], isProxy: true)
    #expect(refused.all.map(\.status) == [.tooManyRequests])
    let served = Answers()
    send("right", to: reception, served, ["X-Forwarded-For": "192.0.2.2"], isProxy: true)
    #expect(served.all.map(\.status) == [.ok])
  }

  // MARK: Access lines

  @Test("No access line unless it is wanted: by the setting, or by the trace")
  func accessLine() throws {
    let answers = Answers()
    send("hush", to: reception(), answers)
    #expect(log.entries.isEmpty)
    let sampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    send("hush", to: reception(), answers, ["traceparent": sampled])
    #expect(log.entries.count == 1)
    var settings = HTTPSettings()
    settings.writesAccessLines = true
    send("hush", to: reception(settings), answers, ["Authorization": "Basic aHVzaDpodXNo", "X": "\u{1B}[31m"])
    #expect(log.entries.count == 2)
    let line = try #require(log.entries.first)
    #expect("\(line.message)" == "POST /v2/token: 401")
    #expect(line.metadata["client_address"] == "uid 7")
    #expect(line.metadata["client"] == "OQ00000000000000000000000000000001")
    #expect(line.metadata["trace_id"] == "0af7651916cd43dd8448eb211c80319c")
    #expect(Set(line.metadata.keys) == ["bytes", "microseconds", "client_address", "client", "trace_id"])
    #expect(!"\(log.entries)".contains("hush") && !"\(log.entries)".contains("aHVzaD"))
  }

  @Test("A request whose fields about its client can't be read is counted, and has its line")
  func unreadableOrigin() throws {
    var settings = HTTPSettings()
    settings.trustedProxies = try #require(TrustedProxies(reading: "unix"))
    settings.writesAccessLines = true
    let answers = Answers()
    send("right", to: reception(settings), answers, ["Forwarded": "for=\""], isProxy: true)
    #expect(answers.all.map(\.status) == [.badRequest])
    #expect(log.entries.map { "\($0.message)" } == ["POST no route: 400"])
    #expect(metrics.text.contains(#"oauth_gateway_requests_total{route="none",status="4xx"} 1"#))
  }

  // MARK: CORS

  private func origins() throws -> HTTPSettings {
    var settings = HTTPSettings()
    settings.corsOrigins = try #require(OriginList(reading: "https://app.example, http://localhost:3000"))
    return settings
  }

  private func field(_ name: String, _ answer: Answer?) -> String? {
    answer?.fields.first { $0.name.description == name }?.value
  }

  @Test("A script of a listed origin may read answers, and may ask before it sends; of another it may not")
  func cors() throws {
    let reception = reception(try origins())
    let answers = Answers()
    send("right", to: reception, answers, ["Origin": "https://app.example"])
    #expect(field("Access-Control-Allow-Origin", answers.all.last) == "https://app.example")
    #expect(field("Vary", answers.all.last) == "Origin")
    let preflight: HTTPHeaders = ["Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"]
    send("", to: reception, answers, preflight, .OPTIONS)
    #expect(answers.all.last?.status == .noContent)
    #expect(field("Access-Control-Allow-Origin", answers.all.last) == "http://localhost:3000")
    #expect(field("Access-Control-Allow-Credentials", answers.all.last) == nil)
    let allowed = field("Access-Control-Allow-Headers", answers.all.last)?.lowercased() ?? ""
    for name in ["authorization", "content-type", "idempotency-key", "traceparent"] { #expect(allowed.contains(name)) }
    for origin in ["https://app.example.evil", "https://evil.example", "null", "*", "HTTPS://APP.EXAMPLE"] {
      send("right", to: reception, answers, ["Origin": origin])
      #expect(field("Access-Control-Allow-Origin", answers.all.last) == nil)
      send("", to: reception, answers, ["Origin": origin, "Access-Control-Request-Method": "POST"], .OPTIONS)
      #expect(answers.all.last?.status != .noContent)
    }
  }

  @Test("Without listed origins nothing of CORS is answered")
  func noCORS() {
    let answers = Answers()
    send("right", to: reception(), answers, ["Origin": "https://app.example"])
    #expect(answers.all.last?.fields.contains { $0.name.description.hasPrefix("Access-Control") } == false)
    #expect(field("Vary", answers.all.last) == nil)
  }

  // MARK: Metrics

  @Test("Requests are counted by route and status, never by a path as it was sent")
  func metricsText() {
    let reception = reception()
    let answers = Answers()
    send("right", to: reception, answers)
    send("wrong", to: reception, answers)
    let text = metrics.text
    #expect(text.contains("oauth_gateway_requests_total{route=\"/v2/token\",status=\"2xx\"} 1\n"))
    #expect(text.contains("oauth_gateway_requests_total{route=\"/v2/token\",status=\"4xx\"} 1\n"))
    #expect(text.contains("oauth_gateway_request_duration_seconds_bucket{route=\"/v2/token\",le=\"+Inf\"} 2\n"))
    #expect(text.contains("oauth_gateway_requests_at_work{listener=\"http\"} 0\n"))
    #expect(text.hasSuffix("# EOF\n"))
    #expect(!text.contains("hush"))
  }
}
