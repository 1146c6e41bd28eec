/// What may change something on behalf of a call is found by the task that does it, so that nobody has to hand it on.
extension Call {
  /// The change that this task carries out for a caller; `nil` where it does something of the service's own accord, or
  /// only a step.
  @TaskLocal package static var underWay: Call?

  /// Does a part of a change that may still fail, or undoes one: it has no entry in the audit trail.
  package static func step<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
    try await $underWay.withValue(nil, operation: body)
  }
}
