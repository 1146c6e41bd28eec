import RPC
import WireProtocol

// What holds for every method.
extension ProtocolReference {
  func rules() throws -> String {
    try [
      opening, frames(), requests, replies(), errors, connections, endOfConnection, repetition, values,
    ].joined(separator: "\n\n") + "\n"
  }

  private var opening: String {
    """
    # Protocol

    A client needs a Unix stream socket and JSON, nothing else. Each service has its own socket, in \
    `/run/oauth-apps` or, under
    `oauthctl up`, in the directory given there:

    \(ServiceName.allCases.map { "- `\($0.rawValue)`: `\($0.socket)`" }.joined(separator: "\n"))

    There is no login: the service asks the kernel for the user and the groups of the process that connects \
    (SO_PEERCRED and
    SO_PEERGROUPS), once for each connection. The messages are those of JSON-RPC 2.0.
    """
  }

  private func frames() throws -> String {
    let message = try Request(id: .number(1), method: ServiceStatusGet.name, params: Array("{}".utf8))
      .encoded()
    let length = UInt32(message.count)
    let bytes = (0..<Frame.headerLength).map { index in
      String(UInt64(length >> (8 * UInt32(Frame.headerLength - 1 - index)) & 0xFF).hexadecimal.suffix(2))
    }
    return """
      ## Frames

      In both directions a message is preceded by its length: \(Frame.headerLength) bytes, an unsigned big-endian \
      number N from 1 to \
      \(Frame.maximumLength), then N bytes of UTF-8 JSON. A whole request, its first \(Frame.headerLength) bytes in \
      hexadecimal:

      ```
      \(bytes.joined(separator: " ")) \(String(decoding: message, as: UTF8.self))
      ```

      A frame of another length is answered with one error whose `id` is null; then the service closes the connection.
      """
  }

  private var requests: String {
    """
    ## Requests

    One JSON object in strict JSON: no member twice, at most \(ReceivedRequest.maximumDepth) levels deep, nothing \
    after it. No batches.

    | member | | |
    |---|---|---|
    | `jsonrpc` | required | `"2.0"` |
    | `id` | required | integer, or string of at most \(RequestID.maximumLength) bytes; told back in the reply. No \
    notifications. |
    | `method` | required | string |
    | `params` | | object; parameters by name. One that the method does not have is refused. |
    | `meta` | | object; what concerns the call, not the method |
    | `meta.deadline_ms` | | integer: milliseconds that the caller goes on waiting, counted from when the request is \
    read. \
    \(Int(Call.defaultPatience / .milliseconds(1))) unless given, at most \
    \(Int(Call.longestPatience / .milliseconds(1))). |
    | `meta.traceparent` | | string of W3C Trace Context: `\(TraceContext.example)`. It goes into the log of each \
    service on the way; \
    with the last digit 1 reads are logged as well. Without it a trace is begun. |
    | `meta.acting_user` | | string: the SID, login name or name of the user to act for. \
    Operators only; their own rights do not count then. |
    | `meta.idempotency_key` | | string: names a change that may be sent again; see [Sending a change \
    again](#sending-a-change-again). |

    A member that a request does not have is refused, at any depth and in `meta` as well; names that begin with `x-` \
    are for
    others and ignored. A string has at most \(MessageReader.longestText) bytes where nothing less is said, an array \
    at most
    \(MessageReader.longestArray) elements.

    A connection may carry many requests at a time; replies come in any order.
    """
  }

  private func replies() throws -> String {
    let error = ServiceError(.invalidParams, "sid: required, but missing", path: "sid")
    return """
      ## Replies

      `jsonrpc`, the request's `id`, and either `result` or `error`. A client skips members that it does not know; a \
      later version may \
      add some.

      ```json
      {"jsonrpc":"2.0","id":1,"result":{}}
      {"jsonrpc":"2.0","id":1,"error":\(String(decoding: try MessageWriter.json(error), as: UTF8.self))}
      ```

      `error.message` is a sentence for people, `error.data.error` the symbol that programs compare. \
      `error.data.path` names the member of \
      the request at fault, `error.data.service` the service that does not work; `error.data.carried_out` is false \
      where the request may be sent again as it is. Each is there only where it applies.
      """
  }

  private var errors: String {
    """
    | `code` | `data.error` | |
    |---|---|---|
    \(KnownErrorCode.allCases.map { "| \($0.rawValue) | `\($0.symbol)` | \($0.meaning) |" }.joined(separator: "\n"))
    """
  }

  private var connections: String {
    """
    ## Connections

    - At most \(ConnectionLimits.requestsInFlight) requests of a connection are at work; the next are read when some \
    are answered.
    - At most \(ConnectionLimits.requestsAtWork) requests of a service wait for another service or the disk; more \
    are refused with `too_many_requests`.
    - Connections take turns: of one that has sent much, some is read, then the others come. After \
    `too_many_requests` a connection is read on \
    a moment later, the later the more connections are refused.
    - A frame that has begun to arrive must be whole within \(ConnectionLimits.partialFrameSeconds) s, and a client \
    that takes none of its \
    replies for \(ConnectionLimits.unreadReplySeconds) s is cut off.
    - A client that shuts down its sending side still gets its replies; then the service closes.
    - Some instances of a service may share the socket. A connection stays with one of them.
    """
  }

  private var values: String {
    """
    ## Values

    - Identifiers (SIDs) are two letters for the kind and 32 lower-case hex digits: `\(AccountSID.sample)`.
    - Times are RFC 3339 in UTC with whole seconds: `\(Timestamp.example)`. Durations are whole seconds.
    - An optional parameter may be left out or null.
    - Lists come in pages. `page_size` is \(PageSize.standard.value) unless given; where there is more, the reply \
    has a `next_page_token`, \
    which brings the next page when it is sent as `page_token`. It is opaque. So a page of Account, under \
    `accounts`, is \
    `{"accounts":[...],"next_page_token":"..."}`.
    - Permissions are `/namespace/product/resource/action`; `*` for the action stands for all actions of the resource.
    - Secrets and access tokens are strings that a client keeps to itself.
    """
  }
}
