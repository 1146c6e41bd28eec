/// A connection to an HTTP server: sends bytes as a test gives them, and reads whole answers.
package actor HTTPClient {
  package nonisolated let connection: RawConnection
  private var arrived: [UInt8] = []

  /// - Parameter path: Of the server's Unix socket.
  package init(path: String) throws {
    connection = try RawConnection(path: path)
  }

  /// Sends a request and reads the answer to it.
  /// - Throws: ``EndOfStream`` where there is none.
  package func exchange(_ request: HTTPText) async throws -> HTTPReply {
    try await connection.send(request.bytes)
    guard let reply = try await receive(isToHead: request.method == "HEAD") else { throw EndOfStream() }
    return reply
  }

  /// The next answer, informational ones included; `nil` at the end of the stream.
  /// - Parameter isToHead: The answer has no body, whatever its length says.
  package func receive(isToHead: Bool = false) async throws -> HTTPReply? {
    guard let head = try await head() else { return nil }
    let reply = try HTTPReply(head: head, body: [])
    let length = isToHead || [204, 304].contains(reply.status) ? 0 : reply["content-length"].flatMap(Int.init) ?? 0
    while arrived.count < length { guard try await read() else { throw EndOfStream() } }
    defer { arrived.removeFirst(length) }
    return try HTTPReply(head: head, body: Array(arrived[..<length]))
  }

  /// Whether the server has closed the connection, without another byte.
  package func isAtEnd() async throws -> Bool {
    guard arrived.isEmpty else { return false }
    return try await !read()
  }

  private func head() async throws -> String? {
    let mark = "\r\n\r\n"
    while true {
      if let end = String(decoding: arrived, as: UTF8.self).firstRange(of: mark)?.lowerBound {
        let head = String(String(decoding: arrived, as: UTF8.self)[..<end])
        arrived.removeFirst(head.utf8.count + mark.utf8.count)
        return head
      }
      guard try await read() else {
        guard arrived.isEmpty else { throw EndOfStream() }
        return nil
      }
    }
  }

  private func read() async throws -> Bool {
    guard let bytes = try await connection.receiveSome() else { return false }
    arrived += bytes
    return true
  }
}
