import Glibc
import Logging
import NIOPosix
import RPC
import SocketTransport
import WireProtocol

/// Looks at what a daemon is given, without starting it: `oauth-token-issuer --check`. A unit has that done before it
/// reloads.
package struct Inspection {
  /// Makes something of what the daemon is given. Throws what is wrong with it, and the cure.
  package typealias Part = @Sendable (Daemon) throws -> Void

  private let service: ServiceName
  private let surroundings: Surroundings
  private let parts: [Part]

  init(_ service: ServiceName, _ surroundings: Surroundings, _ parts: [Part]) {
    self.service = service
    self.surroundings = surroundings
    self.parts = parts
  }

  /// - Parameter arguments: Those of the process.
  /// - Returns: The exit status (sysexits.h): 0, `EX_CONFIG` with a line for each fault, or `EX_USAGE`.
  func run(_ arguments: some Collection<String>) -> Int32 {
    guard arguments.elementsEqual(["--check"]) else {
      return report(["usage: \(service.executable) [--check]; without it the daemon starts, as its unit has it do"], 64)
    }
    let faults = faults()
    if faults.isEmpty, !service.definition.credentials.isEmpty, surroundings.credentialsDirectory == nil {
      _ = report(["credentials are not looked at: only the unit is given them"], 0)
    }
    return report(faults, faults.isEmpty ? 0 : 78)
  }

  /// In the journal a fault is an error (sd-daemon(3)), so that whoever looks for those finds it.
  private func report(_ lines: [String], _ status: Int32) -> Int32 {
    let priority = status != 0 && JournalLogHandler.isConnected ? "<3>" : ""
    let text = lines.map { "\(priority)\(service.executable): \($0)\n" }.joined()
    write(STDERR_FILENO, text, text.utf8.count)
    return status
  }

  /// Each with its place and cure.
  func faults() -> [String] {
    let settings: Settings
    do {
      try surroundings.check()
      settings = try Settings.load(surroundings.environment)
    } catch { return ["\(error)"] }
    let daemon = Daemon(
      settings: settings, service: service, surroundings: surroundings,
      loop: MultiThreadedEventLoopGroup.singleton.next(), moments: Moments(), logger: Logger(label: service.executable))
    return (ownParts + parts).compactMap { part in
      do { try part(daemon) } catch { return "\(error)" }
      return nil
    }
  }

  private var ownParts: [Part] {
    let catalogue: Part = { _ = try $0.catalogue() }
    return (service.definition.hasCatalogue ? [catalogue] : []) + credentials
  }

  /// systemd shows them to the daemon, and not to what it runs beside it.
  private var credentials: [Part] {
    guard surroundings.credentialsDirectory != nil, !surroundings.isBesideDaemon else { return [] }
    let definition = service.definition
    let present: [Part] = definition.credentials.map { name in { _ = try $0.credential(name) } }
    let former: [Part] = definition.exchangedCredentials.map { name in { _ = try $0.formerCredential(name) } }
    return present + former
  }
}
