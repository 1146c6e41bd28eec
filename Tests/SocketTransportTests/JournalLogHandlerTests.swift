import Logging
import Testing

@testable import SocketTransport

@Suite struct JournalLogHandlerTests {
  private func event(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata = [:]) -> LogEvent {
    LogEvent(
      level: level, message: "\(message)", error: nil, metadata: metadata, source: "test", file: #fileID,
      function: #function, line: #line)
  }

  @Test(
    """
    An entry has the message, the priority, the identifier, its kind's id, and each metadata key in capitals behind \
    OAUTH_; a line's own value wins
    """
  )
  func fields() {
    let handler = JournalLogHandler(identifier: "oauth-token-issuer", metadata: ["instance": "2", "method": "?"])
    let fields = handler.fields(
      of: event(
        .notice, "tokens.issue: done\nand more", ["trace_id": "abc", "method": "tokens.issue", "kind": "change_made"]))
    #expect(
      fields.sorted() == [
        "MESSAGE=tokens.issue: done\nand more", "MESSAGE_ID=\(EntryKind.changeMade.messageID)", "OAUTH_INSTANCE=2",
        "OAUTH_METHOD=tokens.issue", "OAUTH_TRACE_ID=abc", "PRIORITY=5", "SYSLOG_IDENTIFIER=oauth-token-issuer",
      ])
  }

  @Test("Levels are syslog's", arguments: zip(Logger.Level.allCases, [7, 7, 6, 5, 4, 3, 2]))
  func priorities(level: Logger.Level, priority: Int) {
    let fields = JournalLogHandler(identifier: "x", metadata: [:]).fields(of: event(level, "m"))
    #expect(fields.contains("PRIORITY=\(priority)"))
  }

  @Test("Without a journal, and with the strangest of texts, a line goes nowhere and does no harm")
  func noJournal() {
    var handler = JournalLogHandler(identifier: "oauth-apps-tests", metadata: [:])
    handler[metadataKey: "instance"] = "1"
    #expect(handler[metadataKey: "instance"] == "1")
    handler.log(event: event(.debug, "a\0b\u{1B}[31m\n", ["not a field name!": "é\n=x"]))
    handler.log(event: event(.debug, ""))
  }
}
