import Synchronization

/// Clients of HTTP that ask, one request after the other on a connection that they keep, while a test troubles the
/// servers. A client looks whether a kept connection was closed before it uses it, and takes `Connection: close` at its
/// word: then no server has an excuse to leave a request without an answer, unless it is killed.
package final class HTTPStorm: Sendable {
  package struct Tally: Sendable {
    package var answered = 0
    /// Under way at a server that was killed meanwhile.
    package var killed = 0
    /// Sent on a kept connection that the client had left alone for about as long as a server that stops waits for it:
    /// the one may close while the other sends (RFC 9112 section 9.5), and a client then asks again.
    package var late = 0
    /// Why they have none.
    package var unanswered: [String] = []
    /// Answers that are not what they should be.
    package var wrong: [String] = []
    /// Connections that were made.
    package var connections = 0
  }

  /// A request, and what its answer must be.
  package struct Question: Sendable {
    let request: HTTPText
    let isRight: @Sendable (HTTPReply) -> Bool

    package init(_ request: HTTPText, isRight: @escaping @Sendable (HTTPReply) -> Bool) {
      self.request = request
      self.isRight = isRight
    }
  }

  private struct State {
    var tally = Tally()
    var kills = 0
    var isOver = false
  }

  /// Less than the time for which a server that stops waits for one more request.
  private static let quiet = Duration.milliseconds(400)

  private let path: String
  private let questions: [Question]
  private let state = Mutex(State())
  private let progress = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .unbounded)

  /// - Parameter path: Of the servers' Unix socket.
  package init(path: String, _ questions: [Question]) {
    self.path = path
    self.questions = questions
  }

  /// Has so many clients ask while a body troubles the servers.
  /// - Returns: What became of all requests.
  package func run(clients: Int, _ trouble: () async throws -> Void) async throws -> Tally {
    try await withThrowingTaskGroup { group in
      for number in 0..<clients { group.addTask { await self.work(number) } }
      defer { state.withLock { $0.isOver = true } }
      try await trouble()
    }
    return state.withLock(\.tally)
  }

  /// To be called before a server is killed, and again once it has ended.
  package func noteKill() {
    state.withLock { $0.kills += 1 }
  }

  /// Returns when so many more requests have been answered.
  package func awaitProgress(of count: Int) async {
    for await _ in progress.stream.prefix(count) {}
  }

  private func work(_ number: Int) async {
    var kept: HTTPClient?
    var position = number
    var quietSince = ContinuousClock.now
    var sent = ContinuousClock.now
    while !state.withLock(\.isOver) {
      let question = questions[position % questions.count]
      position += 1
      let kills = state.withLock(\.kills)
      do {
        if kept?.connection.hasArrived == true { kept = nil }
        let client = try kept ?? connect()
        let isKept = kept != nil
        sent = isKept ? .now : quietSince
        try await client.connection.send(question.request.bytes)
        sent = isKept ? .now : quietSince
        guard let reply = try await client.receive(isToHead: question.request.method == "HEAD") else {
          throw EndOfStream()
        }
        quietSince = .now
        kept = reply["connection"] == "close" ? nil : client
        note { tally in
          tally.answered += 1
          if !question.isRight(reply) { tally.wrong.append("\(reply.status) \(reply.text)") }
        }
      } catch {
        kept = nil
        let wereKilled = state.withLock { $0.kills != kills || $0.kills % 2 == 1 }
        let isLate = sent - quietSince > Self.quiet
        note { tally in
          if wereKilled {
            tally.killed += 1
          } else if isLate {
            tally.late += 1
          } else {
            tally.unanswered.append("\(error)")
          }
        }
      }
      progress.continuation.yield()
    }
  }

  private func connect() throws -> HTTPClient {
    note { $0.connections += 1 }
    return try HTTPClient(path: path)
  }

  private func note(_ change: (inout Tally) -> Void) {
    state.withLock { change(&$0.tally) }
  }
}
