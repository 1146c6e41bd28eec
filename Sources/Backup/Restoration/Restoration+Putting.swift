import Glibc
import SocketTransport
import Storage
import SystemCalls
import WireProtocol

extension Restoration {
  /// Puts everything in its place. A suite that systemd runs is stopped meanwhile; one that `oauthctl up` runs has to
  /// be stopped before.
  ///
  /// What is in the way of it shows before anything is changed, as far as one can look, and otherwise while all that
  /// was there still works: the configuration comes first. Then the databases that were there are removed, and the new
  /// ones come last, so whatever ends this in between, no service takes the one state for the other: each says that its
  /// database is gone, until this is run again.
  /// - Throws: ``BackupFault``, which says what was changed; `SystemError`.
  package func put(into site: Site) async throws {
    for (service, database) in databases { try await note(in: database, of: service) }
    let staged = try stage(for: site)
    // A service without a database and without a mark makes a new one; with the mark it says that its database is gone.
    let unmarked: [String] = databases.keys.map { "\(site.database(of: $0))-made" }.filter { access($0, F_OK) != 0 }
    let stopped: [StoppedInstances]
    do {
      for (service, database) in databases { try prepare(database, of: service, site) }
      stopped = try stop(site)
    } catch {
      staged.discard()
      for mark in unmarked { unlink(mark) }
      throw error
    }
    do { try withExtendedLifetime(stopped) { try staged.putConfiguration() } } catch {
      staged.discard()
      for mark in unmarked { unlink(mark) }
      try? Self.start(site)
      throw BackupFault(
        "\(error); the services have the state that they had, but some of the configuration may be the backup's: "
          + "mend this and run it again")
    }
    do {
      try withExtendedLifetime(stopped) { try exchange(staged, site) }
    } catch {
      throw BackupFault("\(error); the restore is not complete, so no service works: mend this and run it again")
    }
  }

  /// Lets the services of a site run again.
  package static func start(_ site: Site) throws {
    if site == .host { try HostUnits.start() }
  }

  /// Has the audit trail of a service tell that its state is that of an earlier moment.
  private func note(in database: String, of service: ServiceName) async throws {
    guard let schema = service.schema else { return }
    let store = Store(path: database, service: service, schema: schema)
    let login = try UserDatabase.loginName(of: getuid())
    try await store.noteRestoration(of: origin.date, by: getuid(), login: login)
    await store.close()
  }

  private func stop(_ site: Site) throws -> [StoppedInstances] {
    do {
      if site == .host { try HostUnits.stop() }
      return try ServiceName.withDatabase.filter { access(site.stateDirectory(of: $0), F_OK) == 0 }.map {
        try StoppedInstances(database: site.database(of: $0))
      }
    } catch {
      try? Self.start(site)
      throw BackupFault("\(error); nothing was changed")
    }
  }

  /// Writes credentials and configuration beside their places.
  private func stage(for site: Site) throws -> Staged {
    var staged = Staged()
    do {
      for (entry, content) in entries where entry.service != nil || site == .host {
        try stage(entry, content, for: site, in: &staged)
      }
      return staged
    } catch {
      staged.discard()
      throw error
    }
  }

  private func stage(_ entry: ArchiveEntry, _ content: [UInt8], for site: Site, in staged: inout Staged) throws {
    let permissions = entry.mode.map { mode_t(truncatingIfNeeded: $0) }
    switch entry.kind {
    case .origin, .database: break
    case .credential:
      guard let service = entry.service else { return }
      let file = StagedFile(place: site.credential(entry.name, of: service), directoryMode: 0o700)
      staged.credentials.append(file)
      try file.write(site.wrapped(content, entry.name), mode: 0o600, owner: nil)
    case .directory:
      let directory = RestoredDirectory(
        path: entry.name, mode: (permissions ?? 0o755) & 0o7777, owner: try owner(of: entry))
      try directory.make()
      staged.directories.append(directory)
    case .file, .link:
      let file = StagedFile(place: entry.name, directoryMode: entry.name.hasPrefix("/etc/credstore/") ? 0o700 : 0o755)
      staged.files.append(file)
      if entry.kind == .link {
        try file.writeLink(to: String(decoding: content, as: UTF8.self))
      } else {
        try file.write(content, mode: (permissions ?? 0o600) & 0o777, owner: owner(of: entry))
      }
    }
  }

  /// By the names, which may have other numbers here; root where the host has no such name.
  private func owner(of entry: ArchiveEntry) throws -> FileOwner {
    FileOwner(
      user: try entry.user.flatMap { try UserDatabase.userID(of: $0) } ?? 0,
      group: try entry.group.flatMap { try UserDatabase.groupID(of: $0) } ?? 0)
  }

  /// Gives a database to its service, in the work directory as yet.
  private func prepare(_ database: String, of service: ServiceName, _ site: Site) throws {
    try site.makeStateDirectory(of: service)
    for file in [database, "\(database)-made"] {
      guard chmod(file, 0o600) == 0 else { throw SystemError("write \(file)") }
      guard let owner = try site.owner(of: service) else { continue }
      guard lchown(file, owner.user, owner.group) == 0 else { throw SystemError("give \(file) to its owner") }
    }
    // Where the directory is a file system of its own, nothing can be renamed into it.
    let mark = "\(site.database(of: service))-made"
    guard rename("\(database)-made", mark) == 0 else { throw SystemError("make \(mark)") }
  }

  private func exchange(_ staged: Staged, _ site: Site) throws {
    sync()
    for service in ServiceName.withDatabase { try removeDatabase(of: service, site) }
    for file in staged.credentials { try file.put() }
    sync()
    for (service, database) in databases {
      guard rename(database, site.database(of: service)) == 0 else { throw SystemError("rename \(database)") }
    }
    sync()
  }

  /// Leaves the mark that there was one, unless there will be none.
  private func removeDatabase(of service: ServiceName, _ site: Site) throws {
    let suffixes = ["", "-wal", "-shm"] + (databases[service] == nil ? ["-made"] : [])
    for file in suffixes.map({ site.database(of: service) + $0 }) {
      guard unlink(file) == 0 || errno == ENOENT else { throw SystemError("remove \(file)") }
    }
  }
}

/// What is ready to be put in its place.
private struct Staged {
  var credentials: [StagedFile] = []
  var files: [StagedFile] = []
  var directories: [RestoredDirectory] = []

  func putConfiguration() throws {
    for directory in directories { try directory.put() }
    for file in files { try file.put() }
  }

  func discard() {
    for file in credentials + files { file.discard() }
  }
}
