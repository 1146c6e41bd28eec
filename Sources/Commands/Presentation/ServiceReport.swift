import WireProtocol

/// What was found out about a service.
struct ServiceReport: Sendable {
  let service: ServiceName
  let state: State

  enum State: Sendable {
    case up(ServiceStatus, Answer<ServiceStatusGet>)
    /// The socket is there, but its permissions keep this user out.
    case forbidden
    /// Nobody has switched it on.
    case off
    case down(ServiceError)
  }

  /// Milliseconds that a service has, which may be starting others.
  private static let patience = 10_000

  /// Asks the service, which starts it where it starts on demand.
  init(on service: ServiceName, in session: Session) async {
    self.service = service
    if session.host.isForbidden(session.directory.socket(of: service)) {
      state = .forbidden
      return
    }
    if service.definition.isOptional, session.host.isMissing(session.directory.socket(of: service)) {
      state = .off
      return
    }
    do throws(ServiceError) {
      let answer = try await session.connect(to: service).answer(
        to: ServiceStatusGet(check: true), within: Self.patience)
      state = .up(try answer.reply(), answer)
    } catch {
      state = .down(error.code == .deadlineExceeded ? Self.late(error, service) : error)
    }
  }

  private static func late(_ error: ServiceError, _ service: ServiceName) -> ServiceError {
    var error = error
    error.message += "; see systemctl status \(service.executable)@1.service, or what oauthctl up prints"
    return error
  }

  /// Why a service that this user may reach does not work, or not in full.
  var faults: [ServiceError] {
    switch state {
    case .forbidden, .off: []
    case .down(let error): [error]
    case .up(let status, _):
      status.reasons.map {
        ServiceError(.unavailable, "\(service.rawValue) is degraded: \($0)", service: service.rawValue)
      }
    }
  }

  private var status: ServiceStatus? {
    if case .up(let status, _) = state { status } else { nil }
  }

  private var stateName: String {
    switch state {
    case .up(let status, _): status.status.rawValue
    case .forbidden: "not permitted"
    case .off: "off"
    case .down(let error): error.code.symbol
    }
  }

  static let columns: [Column<ServiceReport>] = [
    Column("SERVICE") { $0.service.rawValue }, Column("STATE") { $0.stateName },
    Column("VERSION") { $0.status?.version },
    Column("INSTANCE") { $0.status?.instance }, Column("PID") { $0.status.map { String($0.pid) } },
    Column("UPTIME") { $0.status.map { "\($0.uptimeSeconds)s" } },
    Column("CONNECTIONS") { $0.status.map { String($0.connections) } },
  ]
}
