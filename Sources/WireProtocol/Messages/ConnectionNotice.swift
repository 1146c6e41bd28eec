import JSON

/// What a service says about a connection instead of a request: a message whose `id` is null, with one of these words
/// as the result's member `connection`. It ends a connection without leaving anybody in doubt.
package enum ConnectionNotice: String, CaseIterable, Sendable {
  /// The service answers what it has read, and refuses what still arrives as not carried out.
  case closing
  /// The last message. A request without a reply was not carried out.
  case closed

  /// The message without its frame.
  package var message: [UInt8] {
    Array(#"{"jsonrpc":"2.0","id":null,"result":{"connection":"\#(rawValue)"}}"#.utf8)
  }
}

extension ReceivedReply {
  /// `nil` for the reply to a request.
  package var notice: ConnectionNotice? {
    guard id == nil, case .success(let result) = outcome, result.isObject else { return nil }
    return result["connection"]?.string.flatMap(ConnectionNotice.init)
  }
}
