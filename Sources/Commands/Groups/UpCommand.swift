import ArgumentParser
import Glibc
import Logging
import SocketTransport
import UnixSignals
import WireProtocol

struct UpCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "up", abstract: "Runs the services here, without root and without systemd.",
    discussion: """
      Each service starts on the first connection to its socket, exits when idle and
      starts again when needed, as it does under systemd. Whoever runs this command,
      and root, may do everything; nobody else can connect. Ctrl-C stops it all;
      what was stored stays in the directory. SIGHUP has the services read their
      settings and catalogues again.

      --http lets HTTP clients reach them: the token endpoint, its metadata and what
      else oauth-gateway serves; unencrypted, so at an address of this host, unless there
      is a certificate.
      --management does the same for the management of apps and API keys, --console for
      the pages that people look at: oauthctl console signs you in.
      """)

  /// None of them means anything here.
  @OptionGroup(visibility: .hidden) var global: GlobalOptions

  @Option(
    help: ArgumentHelp("Sockets, databases and keys (default: ~/.local/state/oauth-apps).", valueName: "dir"),
    completion: .directory)
  var directory: String?

  @Option(
    help: ArgumentHelp(
      "Directory of the permission catalogue (default: the one that was installed or built).", valueName: "dir"),
    completion: .directory)
  var permissions: String?

  @Option(
    help: ArgumentHelp(
      "Serve HTTP there: 127.0.0.1:8443, [::1]:8443 or unix:/path. Give it again for more.", valueName: "address"),
    transform: ListeningAddress.init(argument:))
  var http: [ListeningAddress] = []

  @Option(
    help: ArgumentHelp("Speak TLS at these addresses with this certificate, in PEM.", valueName: "file"),
    completion: .file())
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("Key of the certificate, in PEM.", valueName: "file"), completion: .file())
  var tlsKey: String?

  @Option(
    help: ArgumentHelp("Serve the management of apps and API keys there, in the same way.", valueName: "address"),
    transform: ListeningAddress.init(argument:))
  var management: [ListeningAddress] = []

  @Option(
    help: ArgumentHelp("Serve the console there, in the same way.", valueName: "address"),
    transform: ListeningAddress.init(argument:))
  var console: [ListeningAddress] = []

  func validate() throws {
    if let option = global.given.first {
      throw ValidationError("up takes no \(option); its sockets and all else are in the directory of --directory")
    }
    let addresses = http + management + console
    if let twice = addresses.enumerated().first(where: { addresses.prefix($0.offset).contains($0.element) }) {
      throw ValidationError("\(twice.element) is given twice; one listener serves an address")
    }
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("give --tls-certificate and --tls-key together")
    }
  }

  func run(in session: Session) async throws {
    let environment = try environment(session.host)
    let invitations =
      (http.map { $0.invitation(isSecure: isSecure) }
      + management.map { $0.managementInvitation(isSecure: isSecure) }
      + console.prefix(1).map(\.consoleInvitation)).joined()
    let directory = try directory ?? Self.defaultDirectory(environment)
    let installation = try Installation.find(permissions: permissions)
    // The log may outlive whoever reads it.
    signal(SIGPIPE, SIG_IGN)
    // Clients may connect, and somebody send it, before it is waited for.
    signal(SIGHUP, SIG_IGN)
    let terminal = Terminal()
    let suite = try EmbeddedSuite(
      directory: directory, programs: installation.programs, permissions: installation.permissions,
      http: [.http: http, .management: management, .console: console],
      environment: environment.filter { Self.isForDaemons($0.key) },
      logger: Logger(label: "oauthctl") { StreamLogHandler.standardError(label: $0) })
    try session.host.write(
      """
      The services listen in \(suite.directory). In another terminal:
        export OAUTH_APPS_RUNTIME_DIR=\(suite.directory.quotedForShell)
        oauthctl status
      \(invitations)Ctrl-C stops them.

      """)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await suite.run() }
      group.addTask {
        for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigquit) {
          guard signal == .sighup, !terminal.hasGone else { break }
          suite.reload()
        }
      }
      await group.next()
      group.cancelAll()
    }
  }

  private var isSecure: Bool { tlsCertificate != nil }

  /// With the URLs under which clients reach the gateway, unless they are set, and the certificate.
  private func environment(_ host: Host) throws -> [String: String] {
    let files = try ["CERTIFICATE": tlsCertificate, "KEY": tlsKey].compactMapValues { path in
      try path.map(PrivateDirectory.absolutePath)
    }
    var environment = host.environment.merging(files.map { ("OAUTH_APPS_TLS_\($0)", $1) }) { $1 }
    guard access("/etc/oauth-apps/config.json", F_OK) != 0 else { return environment }
    for (variable, addresses, isSecure) in [
      ("OAUTH_APPS_ISSUER", http, isSecure), ("OAUTH_APPS_MANAGEMENT_URL", management, isSecure),
      ("OAUTH_APPS_CONSOLE_URL", console, false),
    ] where environment[variable] == nil {
      environment[variable] = try addresses.url(isSecure: isSecure, for: variable)
    }
    return environment
  }

  /// What else this command was given is nobody else's business, such as a client's secret.
  private static func isForDaemons(_ variable: String) -> Bool {
    ["PATH", "LANG", "TZ", "LD_LIBRARY_PATH", "NOTIFY_SOCKET", "WATCHDOG_USEC"].contains(variable)
      || variable.hasPrefix("OAUTH_APPS_") || variable.hasPrefix("LC_")
  }

  private static func defaultDirectory(_ environment: [String: String]) throws(UsageFault) -> String {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return "\(state)/oauth-apps" }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw UsageFault("give --directory: HOME is not set")
    }
    return "\(home)/.local/state/oauth-apps"
  }
}
