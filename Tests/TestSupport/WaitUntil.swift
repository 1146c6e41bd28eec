/// Returns once a condition holds. It is looked at again and again, with rests between that leave the processors to
/// what is waited for: of four times as long as a look takes, and 5 ms at least.
package func waitUntil(_ condition: () async throws -> Bool) async throws {
  while true {
    let start = ContinuousClock.now
    if try await condition() { return }
    try await Task.sleep(for: max(.milliseconds(5), start.duration(to: .now) * 4))
  }
}
