import CSystemd
import Glibc
package import Logging

/// Writes log lines to the systemd journal as structured entries: a metadata key becomes a field in capitals that
/// begins with `OAUTH_`, an entry's kind becomes `MESSAGE_ID`.
package struct JournalLogHandler: LogHandler {
  private let identifier: String
  package var metadata: Logger.Metadata
  package var logLevel: Logger.Level = .info

  /// - Parameter identifier: `SYSLOG_IDENTIFIER`, what `journalctl -t` takes.
  package init(identifier: String, metadata: Logger.Metadata) {
    self.identifier = identifier
    self.metadata = metadata
  }

  /// Whether standard error is the journal's (systemd.exec(5), `$JOURNAL_STREAM`).
  package static var isConnected: Bool {
    guard let stream = getenv("JOURNAL_STREAM").map({ String(cString: $0) }) else { return false }
    var status = stat()
    return fstat(STDERR_FILENO, &status) == 0 && stream == "\(status.st_dev):\(status.st_ino)"
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    send(fields(of: event).map { Array($0.utf8) })
  }

  func fields(of event: LogEvent) -> [String] {
    let metadata = metadata.merging(event.metadata ?? [:]) { $1 }
    return ["MESSAGE=\(event.message)", "PRIORITY=\(event.level.syslogPriority)", "SYSLOG_IDENTIFIER=\(identifier)"]
      + metadata.map(Self.field)
  }

  private static func field(_ key: String, _ value: Logger.Metadata.Value) -> String {
    if key == Logger.Metadata.kindKey, let kind = EntryKind(rawValue: "\(value)") {
      return "MESSAGE_ID=\(kind.messageID)"
    }
    return "OAUTH_\(key.uppercased())=\(value)"
  }

  /// The journal copies what it is given before this returns. A line that can't be written is lost: there is nowhere
  /// left to say so.
  private func send(_ fields: [[UInt8]]) {
    let bytes = fields.flatMap { $0 }
    bytes.withUnsafeBytes { buffer in
      guard var next = UnsafeMutableRawPointer(mutating: buffer.baseAddress) else { return }
      let vectors = fields.map { field in
        defer { next += field.count }
        return iovec(iov_base: next, iov_len: field.count)
      }
      _ = sd_journal_sendv(vectors, CInt(vectors.count))
    }
  }
}

extension Logger.Level {
  /// syslog(3).
  fileprivate var syslogPriority: Int {
    switch self {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
