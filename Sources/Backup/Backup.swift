import Glibc
import Storage
import SystemCalls
package import WireProtocol

/// Makes an archive of a site, whatever its services do meanwhile.
package struct Backup {
  private let site: Site
  private let passphrase: Sensitive

  /// Characters that a passphrase must have.
  package static let shortestPassphrase = 12

  package init(of site: Site, passphrase: Sensitive) throws(BackupFault) {
    try site.checkRights()
    guard passphrase.revealed.count >= Self.shortestPassphrase else {
      throw BackupFault("the passphrase is too short; take \(Self.shortestPassphrase) characters or more")
    }
    self.site = site
    self.passphrase = passphrase
  }

  /// Writes a new file, with mode 0600, which appears when it is whole.
  /// - Returns: Where it comes from, and what else should be kept, in clauses.
  /// - Throws: ``BackupFault``, `SystemError`; `unavailable` for a database that can't be read.
  package func write(to path: String) throws -> (origin: BackupOrigin, warnings: [String]) {
    guard let name = path.split(separator: "/", omittingEmptySubsequences: false).last, !name.isEmpty else {
      throw BackupFault("\(path.isEmpty ? "an empty path" : path) names no file; give the file that is to be made")
    }
    guard access(path, F_OK) != 0 else {
      throw BackupFault("\(path) is there already; choose another name, or remove it first")
    }
    guard site.hasState else { throw BackupFault("there is no database in \(site.state) yet") }
    let work = try WorkDirectory(of: site)
    // Nobody gives such a name to a file of its own.
    let draft = draftPath(of: path, mark: "oauthctl-backup")
    unlink(draft)
    do {
      let configuration = site == .host ? try ConfigurationFile.all() : []
      // Beside them there are the origin and the credentials.
      guard configuration.count <= ArchiveEntry.most - 100 else {
        throw BackupFault(
          "the configuration has \(configuration.count) files and directories, more than a restore would take; move "
            + "what is none of it, such as a repository, out of its directories")
      }
      let origin = try write(OpenFile(making: draft), configuration, in: work)
      guard rename(draft, path) == 0 else { throw SystemError("rename \(draft)") }
      sync()
      return (origin, configuration.compactMap(\.warning))
    } catch {
      unlink(draft)
      throw error
    }
  }

  private func write(
    _ file: OpenFile, _ configuration: [ConfigurationFile], in work: WorkDirectory
  ) throws -> BackupOrigin {
    var archive = try ArchiveWriter(file, passphrase: passphrase)
    let snapshot = try StateSnapshot(of: site.databases)
    let origin = BackupOrigin(date: snapshot.date, host: hostName, release: productVersion)
    let json = try MessageWriter.json(origin)
    try archive.write(ArchiveEntry(kind: .origin, name: "origin", size: json.count), json)
    for service in ServiceName.allCases {
      for name in service.credentialNames { try write(name, of: service, to: &archive) }
    }
    for file in configuration { try archive.write(file.entry, file.content) }
    for service in snapshot.services { try write(service, of: snapshot, to: &archive, in: work) }
    try archive.finish()
    return origin
  }

  private func write(_ name: String, of service: ServiceName, to archive: inout ArchiveWriter) throws {
    guard let content = try site.readCredential(name, of: service) else {
      guard !service.definition.credentials.contains(name) else {
        throw BackupFault(
          "the credential \(site.credential(name, of: service)) is missing, without which no backup is of use")
      }
      return
    }
    guard content.count == ServiceDefinition.credentialLength else {
      throw BackupFault(
        "the credential \(site.credential(name, of: service)) has \(content.count) bytes, not "
          + "\(ServiceDefinition.credentialLength); restore it first")
    }
    try archive.write(ArchiveEntry(kind: .credential, service: service, name: name, size: content.count), content)
  }

  private func write(
    _ service: ServiceName, of snapshot: StateSnapshot, to archive: inout ArchiveWriter, in work: WorkDirectory
  ) throws {
    let copy = "\(work.path)/\(service.rawValue).sqlite"
    try snapshot.copy(service, to: copy)
    var status = stat()
    guard stat(copy, &status) == 0 else { throw SystemError("read \(copy)") }
    let file = try OpenFile(reading: copy)
    unlink(copy)
    try archive.write(
      ArchiveEntry(kind: .database, service: service, name: "\(service.rawValue).sqlite", size: Int(status.st_size)),
      contentOf: file)
  }

  private var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
