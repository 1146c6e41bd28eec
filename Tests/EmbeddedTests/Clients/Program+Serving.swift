import Glibc
import TestSupport
import Testing

extension Program {
  /// Ends the program when a test is done with it, and tells what it wrote where the test throws.
  func serve(ending signal: CInt = SIGTERM, _ test: () async throws -> Void) async throws {
    let result: Result<Void, any Error>
    do { result = .success(try await test()) } catch { result = .failure(error) }
    send(signal: signal)
    let ending = try await awaitEnding()
    if case .failure = result { Issue.record("\(ending.output)\(ending.errors)") }
    try result.get()
  }
}
