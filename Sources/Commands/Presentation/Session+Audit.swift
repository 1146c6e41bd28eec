import WireProtocol

extension Session {
  /// The services whose trails are meant: the one that is named, or all that let this user in.
  /// - Throws: ``ServiceError`` if that is none.
  func auditedServices(_ named: ServiceName?) throws -> [ServiceName] {
    if let named { return [named] }
    return ServiceName.withDatabase.filter { service in
      guard service.definition.hasDatabase else { return false }
      let isForbidden = host.isForbidden(directory.socket(of: service))
      if isForbidden { note("\(service.rawValue) is left out: its socket lets only root in") }
      return !isForbidden
    }
  }

  /// The checkpoints that the journal has of a service of this host's own, the newest of them.
  func toldCheckpoints(of service: ServiceName) -> [AuditCheckpoint] {
    directory.path == RuntimeDirectory.ofHost.path ? host.checkpoints(service) : []
  }

  /// Says what a verification could not compare with.
  /// - Parameter told: The checkpoints of the journal.
  func note(comparisonOf service: ServiceName, _ told: [AuditCheckpoint], with trail: EntryHash?, isGiven: Bool) {
    if told.contains(where: { $0.trail != trail }) {
      note(
        "\(service.rawValue): the journal tells of another trail as well: the database was made anew, or replaced")
    }
    guard !isGiven, !told.contains(where: { $0.trail == trail }) else { return }
    note(
      "\(service.rawValue): the journal has no checkpoint of this trail that you may read; an end that was cut off "
        + "together with its checkpoints is not seen")
  }
}
