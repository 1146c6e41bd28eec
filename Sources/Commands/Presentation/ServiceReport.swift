import WireProtocol

/// What was found out about an instance of a service.
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
    /// systemd has an instance of this name that did not take up any of the connections.
    case unmet(instance: String)
  }

  /// Asks each instance of a service; the first is started where it starts on demand.
  static func all(of service: ServiceName, in session: Session) async -> [ServiceReport] {
    if session.host.isForbidden(session.directory.socket(of: service)) {
      return [ServiceReport(service: service, state: .forbidden)]
    }
    if service.definition.isOptional, session.host.isMissing(session.directory.socket(of: service)) {
      return [ServiceReport(service: service, state: .off)]
    }
    do {
      let survey = try await session.survey(service) { await State(of: service, by: $0) }
      let states = survey.answers.map(\.answer) + survey.unmet.map { State.unmet(instance: $0) }
      return states.map { ServiceReport(service: service, state: $0) }
        .sorted { Systemd.isOrdered($0.instance ?? "", $1.instance ?? "") }
    } catch {
      return [ServiceReport(service: service, state: .down(late(error, service)))]
    }
  }

  fileprivate static func late(_ error: ServiceError, _ service: ServiceName) -> ServiceError {
    guard error.code == .deadlineExceeded else { return error }
    var error = error
    error.message += "; see systemctl status \(service.executable)@1.service, or what oauthctl up prints"
    return error
  }

  /// Why a service that this user may reach does not work, or not in full.
  var faults: [ServiceError] {
    switch state {
    case .forbidden, .off, .unmet: []
    case .down(let error): [error]
    case .up(let status, _):
      status.reasons.map {
        ServiceError(.unavailable, "\(service.rawValue) is degraded: \($0)", service: service.rawValue)
      }
    }
  }

  var status: ServiceStatus? {
    if case .up(let status, _) = state { status } else { nil }
  }

  /// Whether it runs, by what systemd says, and was not met.
  var isUnmet: Bool { if case .unmet = state { true } else { false } }

  private var instance: String? {
    if case .unmet(let instance) = state { instance } else { status?.instance }
  }

  private var stateName: String {
    switch state {
    case .up(let status, _): status.status.rawValue
    case .forbidden: "not permitted"
    case .off: "off"
    case .down(let error): error.code.symbol
    case .unmet: "running"
    }
  }

  static let columns: [Column<ServiceReport>] = [
    Column("SERVICE") { $0.service.rawValue }, Column("STATE") { $0.stateName },
    Column("VERSION") { $0.status?.version },
    Column("INSTANCE") { $0.instance }, Column("PID") { $0.status.map { String($0.pid) } },
    Column("UPTIME") { $0.status.map { "\($0.uptimeSeconds)s" } },
    Column("CONNECTIONS") { $0.status.map { String($0.connections) } },
    Column("REQUESTS/S") { $0.status.map { String($0.requestsPerSecond) } },
  ]
}

extension ServiceReport.State {
  fileprivate init(of service: ServiceName, by connection: RemoteService) async {
    do throws(ServiceError) {
      let answer = try await connection.answer(to: ServiceStatusGet(check: true), within: Session.patience)
      self = .up(try answer.reply(), answer)
    } catch {
      self = .down(ServiceReport.late(error, service))
    }
  }
}
