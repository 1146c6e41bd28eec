import Daemon
import Logging
import NIOCore
import NIOHTTP1
import WireProtocol

/// What every request of a listener passes on the way to its route and back: shares, the brake on wrong secrets, CORS,
/// metrics, the access line. Lives on the event loop.
final class HTTPReception {
  let listener: HTTPListener
  let shares: HTTPShares
  let metrics: HTTPMetrics
  private let brake: GuessBrake
  private let loop: any EventLoop
  private let logger: Logger
  private let serve: @Sendable (inout HTTPRequest) -> Step
  private let readSettings: @Sendable () -> HTTPSettings

  init(
    _ listener: HTTPListener, limits: HTTPLimits, loop: any EventLoop, brake: GuessBrake, metrics: HTTPMetrics,
    logger: Logger, settings: @escaping @Sendable () -> HTTPSettings,
    serve: @escaping @Sendable (inout HTTPRequest) -> Step
  ) {
    self.listener = listener
    self.loop = loop
    self.brake = brake
    self.metrics = metrics
    self.logger = logger
    self.serve = serve
    readSettings = settings
    shares = HTTPShares(limits: limits) { metrics.shareRefusals += 1 }
    metrics.add(shares, of: listener.rawValue)
  }

  var settings: HTTPSettings { readSettings() }

  /// Has a request answered.
  func take(
    _ head: HTTPRequestHead, _ body: ByteBuffer, of peer: ConnectedPeer, _ completion: @escaping (Answer) -> Void
  ) {
    let start = loop.now
    let settings = settings
    var request: HTTPRequest
    do {
      let origin = try RequestOrigin(head, of: peer, settings.trustedProxies)
      request = HTTPRequest(head: head, body: body, on: listener, from: origin)
    } catch {
      request = HTTPRequest(head: head, body: body, on: listener, from: RequestOrigin(of: peer))
      return finish(Answer(error), to: request, since: start, settings, completion)
    }
    let account = peer.isProxy ? shares.account(of: request.client) : peer.account
    if let fault = shares.begin(account) {
      return finish(Answer(fault), to: request, since: start, settings, completion)
    }
    let cross = CrossOrigin(origins: settings.corsOrigins)
    var step = cross.preflight(request).map { .answer($0) } ?? serve(&request)
    var client = step.client
    if let asking = client, let fault = shares.begin(asking) {
      client = nil
      step = .answer(Answer(fault))
    }
    step.finish(on: loop) { [self, request, client] answer in
      shares.end(account)
      if let client { shares.end(client) }
      hold(answer, to: request) { [self] answer in finish(answer, to: request, since: start, settings, completion) }
    }
  }

  /// Holds back the refusal of a wrong secret.
  private func hold(_ answer: Answer, to request: HTTPRequest, _ completion: @escaping (Answer) -> Void) {
    guard let guess = answer.guess else { return completion(answer) }
    switch brake.verdict(on: guess, from: request.client, at: loop.now) {
    case .atOnce: completion(answer)
    case .held(let pause, let place):
      metrics.heldRefusals += 1
      loop.assumeIsolated().scheduleTask(in: pause) { [brake] in
        brake.release(place)
        completion(answer)
      }
    case .tooMany:
      metrics.unheldRefusals += 1
      var refusal = Answer(RequestFault(.tooManyRequests, "too many wrong secrets; try again later"))
      refusal.client = answer.client
      completion(refusal)
    }
  }

  private func finish(
    _ answer: Answer, to request: HTTPRequest, since start: NIODeadline, _ settings: HTTPSettings,
    _ completion: (Answer) -> Void
  ) {
    var answer = answer
    CrossOrigin(origins: settings.corsOrigins).mark(&answer, to: request)
    let duration = loop.now - start
    metrics.record(request.route, answer.status, duration)
    if settings.writesAccessLines || request.trace.isSampled {
      AccessLine(request: request, answer: answer, duration: duration).write(to: logger)
    }
    completion(answer)
  }
}
