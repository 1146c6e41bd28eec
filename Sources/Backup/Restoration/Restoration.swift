import JSON
import Storage
package import WireProtocol

/// What an archive has, read to its end and checked. Nothing is changed by it yet.
package struct Restoration: Sendable {
  package let origin: BackupOrigin
  /// What is not as it should be, but was not when the backup was made.
  package let warnings: [String]
  /// Where the databases are, in the work directory.
  let databases: [ServiceName: String]
  let entries: [(entry: ArchiveEntry, content: [UInt8])]

  /// - Throws: ``BackupFault`` for an archive that was cut short or altered, is of a newer release, or has another
  ///   passphrase; `unavailable` for a database that this release can't use.
  package init(of path: String, passphrase: Sensitive, in work: WorkDirectory) async throws {
    try await self.init(of: ArchiveReader(OpenFile(reading: path), passphrase: passphrase), in: work)
  }

  init(of archive: consuming ArchiveReader, in work: WorkDirectory) async throws {
    var (entries, databases) = try Self.read(archive, in: work)
    guard let first = entries.first, first.entry.kind == .origin else {
      throw BackupFault("the backup says nothing of its origin")
    }
    let origin = try JSONDocument(first.content, limits: JSONLimits(depth: 4)).root
    self.origin = try MessageReader.read(BackupOrigin.self, from: origin, unknownMembers: .ignored)
    entries.removeFirst()
    let credentials = Dictionary(
      entries.filter { $0.entry.kind == .credential }.map { ($0.entry.name, $0.content) }
    ) { $1 }
    var warnings: [String] = []
    for service in ServiceName.allCases {
      guard let database = databases[service] else { continue }
      if let fault = try await StateCheck(service: service, database: database, credentials: credentials).run() {
        warnings.append(fault)
      }
    }
    (self.entries, self.databases, self.warnings) = (entries, databases, warnings)
  }

  private static func read(_ archive: consuming ArchiveReader, in work: WorkDirectory) throws -> (
    [(entry: ArchiveEntry, content: [UInt8])], [ServiceName: String]
  ) {
    var entries: [(entry: ArchiveEntry, content: [UInt8])] = []
    var databases: [ServiceName: String] = [:]
    while let entry = try archive.next() {
      guard entry.kind == .database else {
        guard entries.count < ArchiveEntry.most else {
          throw BackupFault("the backup has more than \(ArchiveEntry.most) entries")
        }
        guard isKnown(entry) else {
          throw BackupFault("the backup has \(entry.name.printable), which has no place here")
        }
        guard (0...0o7777).contains(entry.mode ?? 0) else {
          throw BackupFault("the backup has \(entry.name.printable) with permissions that no file can have")
        }
        entries.append((entry, try archive.content(of: entry)))
        continue
      }
      guard let service = entry.service, service.definition.hasDatabase, databases[service] == nil else {
        throw BackupFault("the backup has a database of no service, or two of one")
      }
      let copy = "\(work.path)/\(service.rawValue).sqlite"
      try archive.copyContent(of: entry, to: OpenFile(making: copy))
      databases[service] = copy
    }
    guard !databases.isEmpty else { throw BackupFault("the backup has no database") }
    return (entries, databases)
  }

  private static func isKnown(_ entry: ArchiveEntry) -> Bool {
    switch entry.kind {
    case .origin, .database: true
    case .credential: entry.service?.credentialNames.contains(entry.name) == true
    case .file, .link, .directory: ConfigurationFile.isOurs(entry)
    }
  }
}
