/// The process was told to end while a service was asked.
struct Interruption: Error {
  let signal: CInt
  /// What became of the change that was asked for, and how to go on.
  var consequence: String?
}

extension Host {
  /// Runs a body that is cancelled when the process is told to end, so that it can put away what it has made.
  /// - Throws: ``Interruption``; what the body throws.
  func untilInterrupted<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result
  {
    // Before the body makes anything that a signal would leave behind.
    let signals = await interruptions()
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        for await signal in signals { throw Interruption(signal: signal) }
        return nil
      }
      defer { group.cancelAll() }
      for try await case let result? in group { return result }
      throw CancellationError()
    }
  }
}
