import ArgumentParser
import Backup
import Glibc
import OpenAPI
import SystemCalls
import WireProtocol

/// How a command that did not succeed ends: what is said about it, and its exit status.
struct Failure {
  /// Lines for standard error, or for standard output where ``status`` is 0, as it is when help was asked for.
  let text: String
  let status: Int32

  /// - Parameter trace: The trace under which services were asked.
  init(_ error: any Error, trace: TraceContext?) {
    switch error {
    case let error as ServiceError:
      // What could not be reached has nothing in its log; what can't work says why.
      let hint = (error.code == .unavailable ? nil : trace).map {
        "more in the services' log: journalctl OAUTH_TRACE_ID=\($0.traceIDText), or what oauthctl up prints"
      }
      text = Self.lines([error.sentence] + (hint.map { [$0] } ?? []))
      status = ExitStatus(error).rawValue
    case let error as UsageFault:
      text = Self.lines([error.description])
      status = ExitStatus.usage.rawValue
    case is ImportFault, is BackupFault, is SystemError:
      text = Self.lines(["\(error)"])
      status = ExitStatus.refused.rawValue
    case let error as OutputFault:
      // A reader that has gone needs no message, unless there is more to say.
      let isSilent = error.cause.number == EPIPE && error.consequence == nil
      text =
        isSilent ? "" : Self.lines(["\(error.place): \(error.cause.reason)", error.consequence].compactMap(\.self))
      status = ExitStatus.output.rawValue
    case let error as Interruption:
      text = Self.lines(["interrupted", error.consequence].compactMap(\.self))
      status = 128 + error.signal
    default:
      let message = OAuthCtl.fullMessage(for: error)
      text = message.isEmpty ? "" : Self.escapingEachLine(message)
      status = OAuthCtl.exitCode(for: error).rawValue
    }
  }

  private static func escapingEachLine(_ message: String) -> String {
    message.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable + "\n" }.joined()
  }

  private static func lines(_ sentences: [String]) -> String {
    sentences.map { "oauthctl: \($0.printable)\n" }.joined()
  }
}

extension ServiceError {
  /// The message with the symbol that programs compare, and the member at fault where the message does not name it.
  fileprivate var sentence: String {
    let place = path.flatMap { $0.isEmpty || message.contains($0) ? nil : ", at \($0)" } ?? ""
    return "\(message) (\(code.symbol)\(place))"
  }
}
