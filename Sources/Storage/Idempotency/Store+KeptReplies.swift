import RPC
import WireProtocol

extension Store {
  /// Makes a change that is carried out once, however often it is asked for (R19): sent again, it is answered as it
  /// was, without being admitted again. Of two at a time the second sees what the first has done.
  /// - Parameters:
  ///   - request: `nil` has the change made each time it is asked for.
  ///   - holds: Whether what the reply tells of is still under way or done; if it was undone, the change is made anew.
  /// - Throws: `conflict` if the key was used for another change; otherwise as ``change(_:admit:write:)``. A change
  ///   that fails may be sent again.
  package func change<Admission, Reply: Codable & Sendable>(
    _ subject: ChangeSubject, once request: KeyedRequest?,
    holds: @escaping @Sendable (Transaction, Reply) throws -> Bool = { _, _ in true },
    admit: @escaping @Sendable (Transaction) throws -> Admission,
    write: @escaping @Sendable (Transaction, Admission) throws -> Reply
  ) async throws -> Reply {
    guard let request else { return try await change(subject, admit: admit, write: write) }
    let kept: @Sendable (Transaction) throws -> Reply? = { transaction in
      guard let reply: Reply = try transaction.keptReply(to: request) else { return nil }
      return try holds(transaction, reply) ? reply : nil
    }
    let known = try await read { transaction in
      let reply = try kept(transaction)
      if reply == nil { _ = try admit(transaction) }
      return reply
    }
    if let known {
      Call.underWay?.noteAudited()
      return known
    }
    return try await carryOut(subject) { transaction in
      if let reply = try kept(transaction) { return (reply, false) }
      let reply = try write(transaction, admit(transaction))
      try transaction.keep(reply, to: request)
      return (reply, true)
    }
  }
}
