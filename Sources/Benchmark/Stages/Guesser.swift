import Glibc
import Synchronization
import WireProtocol

/// Somebody who tries secrets of an app over HTTP, some 200 a second, whatever the answers.
final class Guesser: Sendable {
  private let server: HTTPServer
  private let requests: RequestSequence
  private let isOver = Atomic(false)

  private static let connections = 32
  private static let perSecond = 200

  init(_ app: MeasuredApp, at server: HTTPServer) {
    self.server = server
    requests = RequestSequence(
      http: app.form(Load.tokenOverHTTP, "grant_type=client_credentials", secret: String(repeating: "x", count: 64)))
  }

  /// Guesses while something else is done.
  func guess<Value: Sendable>(_ meanwhile: () async throws -> Value) async throws -> Value {
    try await withThrowingTaskGroup { group in
      for _ in 0..<Self.connections { group.addTask { try await onOwnThread { self.work() } } }
      defer { isOver.store(true, ordering: .relaxed) }
      return try await meanwhile()
    }
  }

  /// One that is closed, or told to come later, comes again.
  private func work() {
    let pause = UInt64(Self.connections) * Instant.second / UInt64(Self.perSecond)
    while !isOver.load(ordering: .relaxed) {
      let start = Instant.now()
      try? send()
      let took = Instant.now() - start
      if took < pause { usleep(useconds_t((pause - took) / 1000)) }
    }
  }

  private func send() throws {
    try LoadConnection(http: server).ask(requests)
  }
}
