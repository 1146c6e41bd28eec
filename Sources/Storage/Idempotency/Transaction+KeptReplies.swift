import JSON
import WireProtocol

extension Schema {
  /// The table of a service that keeps replies, to be one of its steps.
  package static let keptReplies = """
    CREATE TABLE kept_replies (
      name BLOB PRIMARY KEY,
      digest BLOB NOT NULL,
      reply BLOB NOT NULL,
      date_created INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX kept_replies_by_date ON kept_replies (date_created);
    """
}

extension Transaction {
  /// Replies that are forgotten with each that is kept: more than one, so that they do not pile up.
  private static let forgottenAtOnce = 16

  /// What the same change was answered before; `nil` if it has not been carried out, or too long ago.
  /// - Throws: `conflict` if the caller has used the key for another change.
  package func keptReply<Reply: Decodable>(to request: KeyedRequest, as type: Reply.Type = Reply.self) throws -> Reply?
  {
    let row = try row(
      "SELECT digest, reply FROM kept_replies WHERE name = ? AND date_created BETWEEN ? AND ?", request.name,
      request.date + -request.memory, request.date + request.memory)
    guard let row else { return nil }
    guard try row.value("digest") == request.digest else { throw ServiceError.keyInUse }
    let reply: [UInt8] = try row.value("reply")
    let document = try JSONDocument(reply, limits: JSONLimits(depth: ReceivedRequest.maximumDepth))
    return try MessageReader.read(Reply.self, from: document.root, unknownMembers: .ignored)
  }

  /// Keeps a reply, in which there must be no secret, and forgets old ones.
  func keep(_ reply: some Encodable, to request: KeyedRequest) throws {
    try run(
      """
      DELETE FROM kept_replies WHERE name IN (
        SELECT name FROM kept_replies WHERE date_created < ? OR date_created > ? LIMIT ?)
      """, request.date + -request.memory, request.date + request.memory, Self.forgottenAtOnce)
    try run(
      "INSERT OR REPLACE INTO kept_replies (name, digest, reply, date_created) VALUES (?, ?, ?, ?)", request.name,
      request.digest, try MessageWriter.json(reply), request.date)
  }

  /// Has the change carried out anew if it is sent again.
  package func forgetReply(to request: KeyedRequest) throws {
    try run("DELETE FROM kept_replies WHERE name = ?", request.name)
  }
}

extension ServiceError {
  fileprivate static let keyInUse = ServiceError(
    .conflict, "the idempotency key was used for another change; choose a new key for each change",
    path: "meta.idempotency_key")
}
