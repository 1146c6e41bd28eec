import FoundationEssentials
import JSON
import NIOPosix
import SocketTransport
import TestSupport
import WireProtocol

/// A service of which a test plays the part, and a client of it.
final class ScriptedService: Sendable {
  let socketPath: String
  private let directory: TemporaryDirectory
  private let listener: RawListener

  init() throws {
    directory = try TemporaryDirectory()
    socketPath = "\(directory.path)/s"
    listener = try RawListener(path: socketPath)
  }

  func accept() async throws -> RawConnection { try await listener.accept() }

  func client(connections: Int = 1) -> SocketClient {
    SocketClient(path: socketPath, service: .tokenIssuer, connections: connections)
  }
}

extension RawConnection {
  func receiveRequest() async throws -> ReceivedRequest? {
    try await receive().map { try ReceivedRequest(message: Array($0.utf8)) }
  }

  /// Reads a request and answers it with its own parameters.
  func answerOne() async throws {
    guard let request = try await receiveRequest() else { return }
    try await send(
      String(decoding: Reply(id: request.id, .success(Array(request.params.text))).encoded(), as: UTF8.self))
  }
}

/// Waits for a call to fail, and tells how.
func refusal<Value>(_ call: () async throws -> Value) async throws -> ServiceError? {
  do {
    _ = try await call()
    return nil
  } catch let error as ServiceError {
    return error
  }
}
