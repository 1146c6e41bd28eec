import Logging
import Synchronization

/// From which level on a process writes its log. May change as it runs.
final class LiveLogLevel: Sendable {
  private static let levels = Logger.Level.allCases

  // Every request looks at it: so no lock.
  private let index = Atomic(0)

  init(_ level: Logger.Level) {
    set(level)
  }

  var current: Logger.Level { Self.levels[index.load(ordering: .relaxed)] }

  func set(_ level: Logger.Level) {
    index.store(Self.levels.firstIndex(of: level) ?? 0, ordering: .relaxed)
  }
}

/// Leaves out what is below the process's level, unless a copy of the logger has a level of its own.
struct LevelledLogHandler: LogHandler {
  private var handler: any LogHandler
  private let live: LiveLogLevel
  private var own: Logger.Level?

  init(_ handler: any LogHandler, _ live: LiveLogLevel) {
    self.handler = handler
    self.live = live
  }

  var logLevel: Logger.Level {
    get { own ?? live.current }
    set { own = newValue }
  }

  var metadata: Logger.Metadata {
    get { handler.metadata }
    set { handler.metadata = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { handler[metadataKey: key] }
    set { handler[metadataKey: key] = newValue }
  }

  func log(event: LogEvent) {
    handler.log(event: event)
  }
}
