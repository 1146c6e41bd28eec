import Logging
import NIOCore
import NIOHTTP1
import WireProtocol

/// What the log says of an answered request: never a path as it was sent, a query or a credential.
struct AccessLine {
  let request: HTTPRequest
  let answer: Answer
  let duration: TimeAmount

  func write(to logger: Logger) {
    let route = request.route ?? "no route"
    logger.info("\(request.method.rawValue) \(route): \(answer.status.code)", metadata: metadata)
  }

  private var metadata: Logger.Metadata {
    var metadata: Logger.Metadata = [
      "bytes": "\(answer.body.count)", "microseconds": "\(duration.nanoseconds / 1000)",
      "client_address": "\(request.client)", "trace_id": "\(request.trace.traceIDText)",
    ]
    metadata["client"] = client.map { "\($0)" }
    return metadata
  }

  /// As the client has called itself, if that can be an id.
  private var client: String? {
    guard let client = answer.client, ClientID(client) != nil else { return nil }
    return client
  }
}
