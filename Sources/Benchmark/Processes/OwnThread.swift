import Dispatch

/// Runs what blocks on a thread of its own, so that what runs asynchronously, the supervisor of the daemons above all,
/// keeps its threads.
func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "benchmark").async { continuation.resume(with: Result(catching: body)) }
  }
}
