import WireProtocol

/// Looks at the instances of all services, and starts none.
struct Lookout: Sendable {
  private let session: Session
  private var restraints: [ServiceName: Restraint] = [:]
  /// What each instance had done for others when it was asked last.
  private var work: [ServiceName: [String: Int]] = [:]

  init(session: Session) {
    self.session = session
  }

  /// - Throws: What this user is refused.
  mutating func look(at time: Duration) async throws(ServiceError) -> [(ServiceName, WatchedInstances.Sighting)] {
    let looks = await withTaskGroup(of: (ServiceName, Look).self) { group in
      for service in ServiceName.allCases {
        let restraint = restraints[service] ?? Restraint()
        group.addTask { [session] in (service, await Look(at: service, in: session, restraint, time)) }
      }
      var looks: [ServiceName: Look] = [:]
      for await (service, look) in group { looks[service] = look }
      return looks
    }
    var sightings: [(ServiceName, WatchedInstances.Sighting)] = []
    for service in ServiceName.allCases {
      guard var look = looks[service] else { continue }
      if let refusal = look.refusal { throw refusal }
      let done = look.work
      if let done {
        look.restraint.noteQuestion(isUsed: done != work[service], at: time)
        work[service] = done
      }
      restraints[service] = look.restraint
      sightings += look.sightings.map { (service, $0) }
    }
    return sightings
  }
}

/// A look at one service.
private struct Look: Sendable {
  var restraint: Restraint
  private(set) var sightings: [WatchedInstances.Sighting] = []
  private(set) var refusal: ServiceError?

  init(at service: ServiceName, in session: Session, _ restraint: Restraint, _ time: Duration) async {
    self.restraint = restraint
    let socket = session.directory.socket(of: service)
    if session.host.isForbidden(socket) {
      sightings = [.absent("not permitted")]
      return
    }
    if service.definition.isOptional, session.host.isMissing(socket) {
      sightings = [.absent("off")]
      return
    }
    if let systemd = session.systemd {
      let reports = await systemd.reports(of: service)
      guard !reports.isEmpty else {
        _ = self.restraint.mayAsk(reports, at: time)
        sightings = [.absent("not running")]
        return
      }
      guard self.restraint.mayAsk(reports, at: time) else {
        sightings = reports.keys.sorted(by: Systemd.isOrdered).map { .idle(instance: $0) }
        return
      }
    }
    do {
      let survey = try await session.metrics(of: service)
      sightings = survey.answers.map {
        .asked(InstanceMetrics(service: service, instance: $0.instance, metrics: $0.answer))
      }
      sightings += survey.unmet.map { .unmet(instance: $0) }
    } catch {
      if error.code == .accessDenied { refusal = error } else { sightings = [.absent(error.code.symbol)] }
    }
  }

  /// What each instance has done for others, as far as it was asked.
  var work: [String: Int]? {
    let counted = sightings.compactMap { if case .asked(let metrics) = $0 { metrics } else { nil } }
    return counted.isEmpty
      ? nil : Dictionary(counted.map { ($0.instance, $0.metrics.forOthers(\.requests)) }) { $1 }
  }
}
