import Dispatch

extension DispatchQueue {
  /// Runs what blocks on this queue, which has a thread of its own, so that what runs asynchronously keeps its threads.
  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      async { continuation.resume(with: Result(catching: body)) }
    }
  }
}
