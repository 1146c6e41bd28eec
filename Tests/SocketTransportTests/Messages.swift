import TestSupport
import Testing
import WireProtocol

/// The text of a request.
func request(_ id: Int, _ method: String, _ params: String = "{}") -> String {
  #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
}

func echo(_ id: Int, _ text: String = "hello") -> String { request(id, Echo.name, #"{"text":"\#(text)"}"#) }
func wait(_ label: Int) -> String { request(label, Wait.name, #"{"label":\#(label)}"#) }

extension RawConnection {
  /// Expects the connection to be served as ever.
  func expectService(_ id: Int = 4711, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await send(echo(id))
    #expect(
      try await receive() == #"{"jsonrpc":"2.0","id":\#(id),"result":{"text":"hello"}}"#, sourceLocation: sourceLocation
    )
  }

  func expect(_ notices: ConnectionNotice..., sourceLocation: SourceLocation = #_sourceLocation) async throws {
    for notice in notices {
      #expect(try await receiveReply()?.notice == notice, sourceLocation: sourceLocation)
    }
  }

  /// The number that the next reply answers.
  func receiveID() async throws -> Int? {
    guard case .number(let id) = try await receiveReply()?.id else { return nil }
    return id
  }
}

extension ReceivedReply {
  var error: ServiceError? {
    if case .failure(let error) = outcome { error } else { nil }
  }
}
