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

extension RawConnection {
  /// Reads a request, which is expected to be for a method, and answers it.
  func answer(_ method: String, _ result: String) async throws {
    let message = try #require(try await receive())
    let request = try ReceivedRequest(message: Array(message.utf8))
    #expect(request.method == method)
    let reply = Reply(id: request.id, .success(Array(result.utf8)))
    try await send(String(decoding: reply.encoded(), as: UTF8.self))
  }
}
