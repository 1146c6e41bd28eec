import Logging
import Synchronization

/// The settings as their file has them now. As long as it can't be used, those from before hold.
final class LiveSettings: Sendable {
  private struct State {
    var fault: StartError?
    var pending: [String] = []
  }

  /// What a process takes up as it runs. All else holds from its next start on.
  private static let reloadable: Set = ["access_log", "cors_origins", "log_level", "proxy_protocol", "trusted_proxies"]

  private let state = Mutex(State())

  /// Why the file can't be used as it was when it was last read.
  var fault: StartError? { state.withLock(\.fault) }

  /// Members that were changed and wait for a restart.
  var pending: [String] { state.withLock(\.pending) }

  /// Tells what holds; throws why the file does not.
  func check() throws(StartError) -> String {
    if let fault { throw fault }
    return pending.isEmpty ? "as they are set" : "changed for the next start: \(pending.joined(separator: ", "))"
  }

  /// Reads the settings anew.
  /// - Parameter started: Those that the process was started with, if it works.
  /// - Throws: ``StartError``, which is kept as the ``fault``.
  func reload(_ environment: [String: String], since started: Settings?, file: String = Settings.file)
    throws(StartError) -> Settings
  {
    do throws(StartError) {
      let settings = try Settings.load(environment, file: file)
      let pending = started.map { settings.changes(since: $0).subtracting(Self.reloadable).sorted() } ?? []
      state.withLock { $0 = State(pending: pending) }
      return settings
    } catch {
      let fault = StartError("\(error); until then the settings from before hold")
      state.withLock { $0.fault = fault }
      throw fault
    }
  }
}
