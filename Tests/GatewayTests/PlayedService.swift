import TestSupport
import Testing
import WireProtocol

/// A service of which a test plays the part.
struct PlayedService {
  let listener: RawListener
  var path: String { "\(directory.path)/s" }
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    listener = try RawListener(path: "\(directory.path)/s")
  }
}

extension PlayedService {
  /// Answers the next request on a connection, or on the one that the client has made in its place.
  /// - Returns: The connection that the request came on.
  func answer(_ method: String, _ result: String, on connection: RawConnection) async throws -> RawConnection {
    if let message = try await connection.receive() {
      try await connection.answer(message, method, result)
      return connection
    }
    let next = try await listener.accept()
    try await next.answer(method, result)
    return next
  }
}

extension RawConnection {
  /// Reads a request, which is expected to be for a method, and answers it.
  func answer(_ method: String, _ result: String) async throws {
    try await answer(#require(try await receive()), method, result)
  }

  func answer(_ message: String, _ method: String, _ result: String) async throws {
    let request = try ReceivedRequest(message: Array(message.utf8))
    #expect(request.method == method)
    let reply = Reply(id: request.id, .success(Array(result.utf8)))
    try await send(String(decoding: reply.encoded(), as: UTF8.self))
  }
}
