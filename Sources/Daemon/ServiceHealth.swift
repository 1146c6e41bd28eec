import Permissions
import RPC
import Synchronization
import WireProtocol

/// Whether a service can do all of its work: what is known without looking, and what is found by looking.
final class ServiceHealth: Sendable {
  private let service: ServiceName
  private let startup: Startup
  private let settings: LiveSettings
  /// What was wrong when the parts were last looked at.
  private let found = Mutex<[String]>([])

  /// The longest that another service may take to answer.
  private static let patience = Duration.seconds(4)

  init(_ service: ServiceName, _ startup: Startup, _ settings: LiveSettings) {
    self.service = service
    self.startup = startup
    self.settings = settings
  }

  /// Why the service can't do all of its work, as far as is known.
  var reasons: [String] {
    if let reason = startup.reason { return [reason] }
    let found = found.withLock(\.self)
    guard let outage = startup.result?.assembly.store?.outage, !found.contains(outage) else { return found }
    return [outage] + found
  }

  /// What an administrator may have forgotten.
  var reminder: String? { settings.pending.isEmpty ? nil : try? settings.check() }

  /// Tells the catalogue that the service goes by from all others.
  var catalogue: String? { startup.result?.assembly.catalogue?.current.digest }

  /// Looks at the parts of the service itself.
  @discardableResult
  func checkParts() async -> [HealthCheck] {
    guard let assembly = startup.result?.assembly else { return [] }
    let ofStore: [Assembly.Part] =
      assembly.store.map { [("database", $0.check), ("change page", $0.checkChangePage)] } ?? []
    let parts = ofStore + assembly.credentialChecks + assembly.checks + [("settings", settings.check)]
    let checks = await look(at: parts)
    found.withLock { $0 = checks.faults }
    return checks
  }

  /// Looks at what rests on a credential, as a start should: nobody may have asked for the status when somebody sees it
  /// in `systemctl status`.
  func checkCredentials() async {
    let checks = await look(at: startup.result?.assembly.credentialChecks ?? [])
    found.withLock { $0 = checks.faults }
  }

  /// Whether the process may lack what only another one would be given: the unit, its variables and its credentials as
  /// they are by now.
  func awaitsNewProcess() async -> Bool {
    guard let assembly = startup.result?.assembly else { return true }
    return await !look(at: assembly.credentialChecks).faults.isEmpty
  }

  private func look(at parts: [Assembly.Part]) async -> [HealthCheck] {
    var checks: [HealthCheck] = []
    for (part, check) in parts { checks.append(await HealthCheck(part, check)) }
    return checks
  }

  /// Looks at everything: also whether the services that this one calls answer, for which they are started.
  func checkAll(_ call: Call) async -> [HealthCheck] {
    guard let daemon = await recovered() else {
      return [HealthCheck(part: "start", status: .degraded, detail: startup.reason ?? "stopping")]
    }
    async let parts = checkParts()
    async let others = withTaskGroup(of: HealthCheck.self) { group in
      for other in service.definition.calls {
        group.addTask { await HealthCheck(other.rawValue) { try await self.ask(other, of: daemon, call) } }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    return await parts + others.sorted { $0.part < $1.part }
  }

  private func recovered() async -> Daemon? { try? await startup.working().daemon }

  private func ask(_ other: ServiceName, of daemon: Daemon, _ call: Call) async throws -> String {
    let question = Call(peer: call.peer, trace: call.trace, deadline: min(call.deadline, .now + Self.patience))
    let status = try await daemon.client(of: other).call(ServiceStatusGet(), within: question)
    try startup.result?.assembly.catalogue?.requireSame(as: status.catalogue)
    return "answers" + (status.reasons.first.map { ", but is degraded: \($0)" } ?? "")
  }
}

extension HealthCheck {
  fileprivate init(_ part: String, _ check: Assembly.Check) async {
    do { self.init(part: part, status: .healthy, detail: try await check()) } catch {
      let detail = (error as? ServiceError)?.message ?? "\(error)"
      self.init(part: part, status: .degraded, detail: detail)
    }
  }
}

extension [HealthCheck] {
  /// What is wrong, in words.
  fileprivate var faults: [String] { filter { $0.status == .degraded }.map(\.detail) }
}
