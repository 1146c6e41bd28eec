import Dispatch
import FoundationEssentials
import Glibc
import SystemCalls

/// A process that is not the test's own child, as /proc shows it.
package struct RunningProcess: Sendable {
  package let processID: Int32
  package let environment: [String: String]
  /// The program and its arguments.
  package let commandLine: String

  /// The processes that match. Those of other users are left out unless this is root.
  package static func all(_ isMeant: (RunningProcess) -> Bool) -> [RunningProcess] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap { Int32($0) }.compactMap(RunningProcess.init).filter(isMeant)
  }

  /// `nil` for a process that is not there, has ended, or may not be looked at.
  private init?(_ processID: Int32) {
    guard let environment = Self.strings("environ", of: processID), !environment.isEmpty,
      let commandLine = Self.strings("cmdline", of: processID)
    else { return nil }
    self.processID = processID
    self.commandLine = commandLine.joined(separator: " ")
    self.environment = Dictionary(
      environment.compactMap { variable in
        variable.firstIndex(of: "=").map { (String(variable[..<$0]), String(variable[variable.index(after: $0)...])) }
      }
    ) { $1 }
  }

  private static func strings(_ file: String, of processID: Int32) -> [String]? {
    (try? Data(contentsOf: URL(filePath: "/proc/\(processID)/\(file)"))).map { content in
      content.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  package func send(signal: CInt) {
    kill(processID, signal)
  }

  /// Returns when the process has ended.
  package func awaitEnd() async throws {
    // Glibc's module leaves <sys/pidfd.h> out.
    guard let symbol = dlsym(nil, "pidfd_open") else { throw SystemError("find pidfd_open") }
    let openProcess = unsafeBitCast(symbol, to: (@convention(c) (pid_t, CUnsignedInt) -> CInt).self)
    let descriptor = openProcess(processID, 0)
    guard descriptor >= 0 else {
      guard errno == ESRCH else { throw SystemError("watch process \(processID)") }
      return
    }
    defer { close(descriptor) }
    try await DispatchQueue(label: "process \(processID)").run {
      var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&state, 1, 60_000) == 1 else {
        throw SystemError("wait for the end of process \(processID)", number: ETIMEDOUT)
      }
    }
  }
}
