package import FoundationEssentials
import JSON

/// A JSON-RPC 2.0 response as it crosses the wire, its result still undecoded.
package struct Reply: Sendable {
  /// `nil` where the request's id could not be read.
  package var id: RequestID?
  package var outcome: Result<Data, ServiceError>

  package init(id: RequestID?, _ outcome: Result<Data, ServiceError>) {
    self.id = id
    self.outcome = outcome
  }

  /// Leaves room in a frame for the envelope with the longest id.
  private static let longestResult = Frame.maximumLength - 1024

  /// - Throws: `limit_exceeded` for a result that no frame holds; only a list can become so long.
  static func checked(_ result: Data) throws(ServiceError) -> Data {
    guard result.count <= longestResult else {
      throw ServiceError(
        .limitExceeded,
        "the reply would have \(result.count) bytes, more than a frame holds; ask for a smaller page_size")
    }
    return result
  }

  /// Takes a message apart.
  /// - Throws: `internal_error` for anything that is not a JSON-RPC response.
  package init(message: Data) throws(ServiceError) {
    do {
      let object = try JSONObject(message)
      let id = try object["id"].flatMap { try JSONDecoder().decode(RequestID?.self, from: $0) }
      if let error = object["error"] {
        self.init(id: id, .failure(try JSONDecoder().decode(ServiceError.self, from: error)))
      } else if let result = object["result"] {
        self.init(id: id, .success(result))
      } else {
        throw JSONFault("neither result nor error", at: 0)
      }
    } catch {
      throw ServiceError(.internalError, "the peer sent something that is not a JSON-RPC 2.0 response")
    }
  }

  /// The message without its frame.
  package func encoded() -> Data {
    var bytes = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
    if let id { id.append(to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
    switch outcome {
    case .success(let result):
      bytes.append(contentsOf: #","result":"#.utf8)
      bytes.append(contentsOf: result)
    case .failure(let error):
      bytes.append(contentsOf: #","error":"#.utf8)
      bytes.append(contentsOf: error.encoded())
    }
    bytes.append(UInt8(ascii: "}"))
    return Data(bytes)
  }
}

extension ServiceError {
  /// The error object; text alone, so its encoding can't fail but for a fault of the encoder itself.
  fileprivate func encoded() -> Data {
    (try? JSONEncoder.wire.encode(self))
      ?? Data(#"{"code":-32603,"message":"internal error","data":{"error":"internal_error"}}"#.utf8)
  }
}
