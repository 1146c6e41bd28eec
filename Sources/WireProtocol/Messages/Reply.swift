/// A JSON-RPC 2.0 response as a service sends it.
package struct Reply: Sendable {
  /// `nil` where the request's id could not be read.
  package let id: RequestID?
  /// The result as JSON.
  package let outcome: Result<[UInt8], ServiceError>

  package init(id: RequestID?, _ outcome: Result<[UInt8], ServiceError>) {
    self.id = id
    self.outcome = outcome
  }

  /// Refuses a request of which nothing but the id is looked at, as a service does that is stopping.
  package init(declining message: [UInt8]) {
    do throws(ReceivedRequest.Rejection) {
      self.init(id: try ReceivedRequest(message: message).id, .failure(.stopping))
    } catch {
      self.init(id: error.id, .failure(error.error))
    }
  }

  /// The longest result, in bytes. Leaves room in a frame for the envelope with the longest id.
  package static let longestResult = Frame.maximumLength - 1024

  /// The message without its frame.
  package func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    if case .success(let result) = outcome { bytes.reserveCapacity(64 + RequestID.maximumLength + result.count) }
    bytes.append(contentsOf: #"{"jsonrpc":"2.0","id":"#.utf8)
    if let id { id.append(to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
    switch outcome {
    case .success(let result):
      bytes.append(contentsOf: #","result":"#.utf8)
      bytes.append(contentsOf: result)
    case .failure(let error):
      bytes.append(contentsOf: #","error":"#.utf8)
      bytes.append(contentsOf: error.json)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}

extension ServiceError {
  fileprivate static let stopping = ServiceError(
    .unavailable, "the service is stopping and has not carried this out; send it again on a new connection",
    isNotCarriedOut: true)

  /// The error object. It is made of texts and a number, so its encoding can't fail but for a fault of the writer
  /// itself.
  fileprivate var json: [UInt8] {
    (try? MessageWriter.json(self))
      ?? Array(#"{"code":-32603,"message":"internal error","data":{"error":"internal_error"}}"#.utf8)
  }
}
