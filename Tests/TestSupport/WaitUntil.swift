/// Returns once a condition holds. It is looked at again and again, with a rest between that leaves the processors to
/// what is waited for.
package func waitUntil(_ condition: () async throws -> Bool) async throws {
  while try await !condition() { try await Task.sleep(for: .milliseconds(5)) }
}
