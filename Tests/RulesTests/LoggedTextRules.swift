import InMemoryLogging
import Logging
import RPC
import TestSupport
import Testing
import WireProtocol

/// What a caller can have the log say.
@Suite("Texts of callers in the log")
struct LoggedTextRules {
  private let log = InMemoryLogHandler()

  @Test("A user to act for whom nobody is reaches the log escaped and shortened, whatever was to be done for it")
  func actingUser() async throws {
    let world = try await World(logger: Logger(label: "test") { [log] _ in log })
    let hostile = "x\r\nroot did it\u{1B}[31m\u{7}\u{9B}2J\u{202E}\u{2028}" + String(repeating: "y", count: 10_000)
    let client = world.client(.appRegistry, as: hostile)
    let name = FriendlyName(trusted: "Acme")
    for call in [
      { _ = try await client.call(AccountsList()) },
      { _ = try await client.call(AppsCreate(accountSid: .sample, friendlyName: name, policy: .example)) },
      { _ = try await client.call(AppsDelete(sid: .sample)) },
    ] as [@Sendable () async throws -> Void] {
      let error = try await #require(throws: ServiceError.self) { try await call() }
      #expect(error.code == .accessDenied && error.path == "meta.acting_user")
    }
    #expect(log.entries.count == 3)
    for entry in log.entries {
      let texts = ["\(entry.message)"] + entry.metadata.values.map { "\($0)" }
      #expect(texts[0].hasPrefix("uid 0 was refused a") && texts[0].contains(#""x\u{D}\u{A}root did it\u{1B}[31m"#))
      for text in texts {
        #expect(text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) || $0 == "…" }, "\(text)")
        #expect(text.unicodeScalars.count < 600)
      }
    }
  }
}
