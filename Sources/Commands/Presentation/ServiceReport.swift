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

  /// Milliseconds that a service has, which may be starting others.
  fileprivate static let patience = 10_000

  /// Connections that are made before an instance counts as one that can't be met: the kernel chooses which takes one
  /// up.
  private static let attempts = 200

  /// Asks each instance of a service; the first is started where it starts on demand.
  static func all(of service: ServiceName, in session: Session) async -> [ServiceReport] {
    if session.host.isForbidden(session.directory.socket(of: service)) {
      return [ServiceReport(service: service, state: .forbidden)]
    }
    if service.definition.isOptional, session.host.isMissing(session.directory.socket(of: service)) {
      return [ServiceReport(service: service, state: .off)]
    }
    var reports = [await ServiceReport(service: service, state: State(of: service, by: session.connect(to: service)))]
    guard reports[0].status != nil, let names = await session.systemd?.instances(of: service) else { return reports }
    for _ in 1...attempts where reports.count < names.count {
      // The instance that has just answered is awake, and would be the first at the next connection as well.
      try? await Task.sleep(for: .milliseconds(1))
      let connection = session.connect(to: service)
      let status = try? await connection.answer(to: ServiceStatusGet(), within: patience).reply()
      guard let status, !reports.contains(where: { $0.instance == status.instance }) else { continue }
      reports.append(ServiceReport(service: service, state: await State(of: service, by: connection)))
    }
    let unmet = names.filter { name in !reports.contains { $0.instance == name } }
    return (reports + unmet.map { ServiceReport(service: service, state: .unmet(instance: $0)) })
      .sorted { Systemd.isOrdered($0.instance ?? "", $1.instance ?? "") }
  }

  fileprivate static func late(_ error: ServiceError, _ service: ServiceName) -> ServiceError {
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

  private var status: ServiceStatus? {
    if case .up(let status, _) = state { status } else { nil }
  }

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
      let answer = try await connection.answer(to: ServiceStatusGet(check: true), within: ServiceReport.patience)
      self = .up(try answer.reply(), answer)
    } catch {
      self = .down(error.code == .deadlineExceeded ? ServiceReport.late(error, service) : error)
    }
  }
}
