import RPC
import WireProtocol

// What holds for every method.
extension ProtocolReference {
  func rules() throws -> String {
    try [
      opening, frames(), requests, replies(), errors, callers, connections, endOfConnection, repetition, values,
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
    What is no JSON is a `parse_error`; what is JSON but no such object is a `malformed_request`, with `id` null where \
    the id could not be read.

    | member | | |
    |---|---|---|
    | `jsonrpc` | required | `"2.0"` |
    | `id` | required | integer of 64 bits, plain digits with or without a minus sign, or string of at most \
    \(RequestID.maximumLength) bytes; told back in the reply. No notifications. |
    | `method` | required | string |
    | `params` | | object, not null; parameters by name. One that the method does not have is refused. |
    | `meta` | | object, not null; what concerns the call, not the method |
    | `meta.deadline_ms` | | integer: milliseconds that the caller goes on waiting, counted from when the request is \
    read. \
    \(Int(Call.defaultPatience / .milliseconds(1))) unless given, \(Call.patienceBounds.lowerBound) to \
    \(Call.patienceBounds.upperBound); another is an `invalid_request`. |
    | `meta.traceparent` | | string of W3C Trace Context: `\(TraceContext.example)`. It goes into the log of each \
    service on the way; \
    with the last digit 1 reads are logged as well. Of later versions the same members are read. Without it, or with \
    one that is malformed, a trace is begun. |
    | `meta.acting_user` | | string: the SID, login name or name of the user to act for. \
    Operators only; their own rights do not count then. |
    | `meta.credential` | | object: what has been shown to the gateway, `{"api_key", "secret"}`, `{"account_sid", \
    "secret"}` with the secret of one of the account's main keys, or `{"token"}`. The gateway only; nothing but the \
    credential's rights count then. |
    | `meta.session` | | string: the session of whoever is signed in at the console. The console only; nothing \
    but that user's rights count then. |
    | `meta.idempotency_key` | | string: names a change that may be sent again; see [Sending a change \
    again](#sending-a-change-again). |

    A member that a request does not have is refused, at any depth and in `meta` as well; names that begin with `x-` \
    are for
    others and ignored. A string has at most \(MessageReader.longestText) bytes where nothing less is said, an array \
    at most
    \(MessageReader.longestArray) elements.

    A connection may carry many requests at a time; replies come in any order, so their ids should differ. The service \
    does not mind if they don't: each request has its reply.
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

      `error.message` is a sentence for people, without control or invisible characters, `error.data.error` the \
      symbol that programs compare. `error.data.path` names the member of the \
      request at fault, `error.data.service` the service that does not work, `error.data.permission` the permission \
      that a credential lacks; `error.data.carried_out` is false \
      where the request may be sent again as it is. Each is there only where it applies.
      """
  }

  private var errors: String {
    """
    Any method may be answered with \(Self.symbols(KnownErrorCode.ofEveryMethod)), and a list also with \
    `\(KnownErrorCode.limitExceeded.symbol)`: then the page is longer than a frame. A method's own errors stand with \
    it. A later version may give others; show their message.

    | `code` | `data.error` | |
    |---|---|---|
    \(KnownErrorCode.allCases.map { "| \($0.rawValue) | `\($0.symbol)` | \($0.meaning) |" }.joined(separator: "\n"))
    """
  }

  private func others(_ share: KeyPath<Shares, Share>) -> Int { Shares()[keyPath: share][.others].each }

  private var connections: String {
    """
    ## Connections

    - At most \(ConnectionLimits.requestsInFlight) requests of a connection are at work; the next are read when some \
    are answered.
    - A user has at most \(others(\.connections)) connections to a service, and at most \
    \(others(\.waitingRequests)) requests that wait for another service or the disk, \(others(\.waitingLists)) of \
    them for lists; more
    are refused with `too_many_requests`, a connection by one error without an id. Methods that take rights away have \
    further places. Operators have more.
    - A connection that has asked for nothing when it ends, or was refused, counts as one of its user's for a while \
    longer: they are given back one after the other, 50 a second.
    - Users take turns, then the connections of each: of one that has sent much, some is read, then the others come. \
    After
    `too_many_requests` a connection is read on a moment later, the later the more of the user's are refused.
    - Of a user that keeps \(others(\.heldBytes) >> 20) MiB of replies unread or of requests waiting, no more is \
    read until it is less. Messages of which so
    much has arrived that a user's are \(others(\.arrivingBytes) >> 20) MiB are refused by one error without an id.
    - A frame that has begun to arrive must be whole within \(ConnectionLimits.partialFrameSeconds) s of the service's \
    reading, and a client that takes none
    of its replies for \(ConnectionLimits.unreadReplySeconds) s is cut off. Where connections are short, those are \
    closed that have never asked for anything, or
    not for minutes.
    - A client that shuts down its sending side still gets its replies; then the service closes.
    - Some instances of a service may share the socket. A connection stays with one of them.
    """
  }

  private static func symbols(_ codes: Set<KnownErrorCode>) -> String {
    KnownErrorCode.allCases.filter(codes.contains).map { "`\($0.symbol)`" }.joined(separator: ", ")
  }

  private var callers: String {
    """
    ## Callers

    A method says who may call it; anybody else gets `access_denied`.

    - *anyone*: every process that can connect.
    - *operators*: root and members of group `oauth-admin`; under `oauthctl up`, the user who runs it. They may do \
    everything, and act for a user with `meta.acting_user`; then only that user's rights count.
    - *people with a role*: a process whose login name is the `unix_user` of a user. What a role permits:

    | | roles in the account | or roles in its parent |
    |---|---|---|
    | `accounts.get`, `accounts.list` | any | Owner, Administrator |
    | `apps.*`, `api_keys.*` | Owner, Administrator, Developer | Owner, Administrator |
    | `roles.*` | Owner, Administrator | Owner, Administrator |
    | `audit.list` | Owner, Administrator, Developer | Owner, Administrator |
    | `roles.grant` and `roles.revoke` of an Owner | Owner | Owner |

    - *holders of a credential*: whoever has shown one to the gateway, which passes it on as `meta.credential` and has \
    no rights of its own. It is good for the apps and API keys of its own account: a main key for everything that is \
    done with them, a restricted key and a token for what their permissions say. These hand on no more than they may \
    do themselves: an app or API key that may do more they can't make, widen, enable, have live longer, or \
    give a secret or a public key; what takes rights away they can.
    - *the console* calls in the session of somebody who is signed in there, `meta.session`, and has no rights of its \
    own. Each call has the rights that the session's user has at that moment, those of an operator while it is one. A \
    session that does not work is an `invalid_session`, the same whatever is wrong with it.
    - *group oauth-inspect*: its members, which serve APIs.
    - *the app registry*, *the token issuer* and so on: the daemon of this name, by its system user (id at most 999).

    The permissions of a credential are `/twilio/iam/account-oauth-apps/...` for apps and `/twilio/iam/api-keys/...` \
    for API keys, ending in `create`, `list`, `read`, `delete`, or `update` for every other change, of secrets and \
    public keys as well. Without one it is `access_denied` with `error.data.permission`. A credential that does not \
    work, or whose account is not active, is an `invalid_client`, the same whatever is wrong with it.

    While an account is suspended or closed nothing can be created, given or changed in it or below it: that is a \
    `conflict`. What is read can still be read, and what takes rights away still works; until it is closed, so do \
    `accounts.update` and `accounts.resume`.
    """
  }

  private var values: String {
    """
    ## Values

    - Identifiers (SIDs) are two letters for the kind and 32 lower-case hex digits: `\(AccountSID.sample)`.
    - Times are RFC 3339 in UTC with whole seconds: `\(Timestamp.example)`. Durations are whole seconds.
    - An optional parameter may be left out or null. A reply has no nulls.
    - A character is a Unicode scalar. The names of accounts, users, apps and API keys, and descriptions, are brought \
    into normal form C and lose the blanks at their ends. Characters that can't be seen are refused: controls, format \
    and bidirectional characters, tags, line ends, private use, blanks other than U+0020, and in \
    names also what only joins others.
    - Lists come in pages. `page_size` is \(PageSize.standard.value) unless given, and a page of long items holds \
    fewer; where there is more, the reply has a `next_page_token`, which brings the next page when it is sent as \
    `page_token`. It tells nothing and works in its own list only. So a page of Account, under `accounts`, is \
    `{"accounts":[...],"next_page_token":"..."}`.
    - Permissions are `/namespace/product/resource/action`; `*` for the action stands for all actions of the resource.
    - Secrets and access tokens are strings that a client keeps to itself.
    """
  }
}
