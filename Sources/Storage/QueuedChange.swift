/// A change that waits for its turn, the type of its value erased.
struct QueuedChange: Sendable {
  /// Alters the database. What it returns acknowledges the change.
  let perform: @Sendable (Transaction) throws -> @Sendable () -> Void
  /// Says why nothing was changed.
  let refuse: @Sendable (any Error) -> Void

  init<Value: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> Value, _ waiting: CheckedContinuation<Value, any Error>
  ) {
    perform = { transaction in
      let value = try body(transaction)
      return { waiting.resume(returning: value) }
    }
    refuse = { waiting.resume(throwing: $0) }
  }
}
