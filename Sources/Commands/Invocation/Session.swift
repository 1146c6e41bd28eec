import WireProtocol

/// A command at work: where it sends to, as whom, under which trace, and where it prints.
struct Session: Sendable {
  let host: Host
  let directory: RuntimeDirectory
  let isJSON: Bool
  let actingUser: String?
  /// Of the change that the command makes, if it makes one (R19).
  let idempotencyKey: IdempotencyKey
  /// What the command needs beside the key to make the same change again.
  private var option: String?
  /// Covers all calls of the command; sampled, so that each service logs its part.
  let trace = TraceContext.random(isSampled: true)

  init(_ options: GlobalOptions, on host: Host) {
    self.host = host
    directory = RuntimeDirectory(option: options.runtimeDir, environment: host.environment)
    isJSON = options.isJSON
    actingUser = options.actingUser
    idempotencyKey = options.idempotencyKey ?? .random()
  }

  func connect(to service: ServiceName) -> RemoteService {
    RemoteService(
      host.dial(directory.socket(of: service), service), actingUser: actingUser, trace: trace,
      idempotencyKey: idempotencyKey, repetition: repetition)
  }

  /// How a person has the change made once, or answered again.
  var repetition: String { idempotencyKey.repetition(with: option) }

  /// The same session for a change that another run makes again only with an option of its own.
  func repeated(with option: String?) -> Session {
    var session = self
    session.option = option
    return session
  }

  /// systemd, where it runs the services that the session is with.
  var systemd: Systemd? { directory.path == RuntimeDirectory.ofHost.path ? host.systemd : nil }

  /// Tells a person something beside the output.
  func note(_ sentence: String) {
    host.report("oauthctl: \(sentence.printable)\n")
  }
}
