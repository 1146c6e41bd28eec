import Crypto
import FoundationEssentials
import Storage
import TestSupport
import Testing
import WireProtocol

@testable import Backup

/// Archives that are whole, but not such as a restore may use.
struct RestorationTests {
  private let home: TemporaryDirectory
  private let header = ArchiveHeader()
  private let key = SymmetricKey(size: .bits256)

  init() throws {
    home = try TemporaryDirectory()
  }

  private func read(_ entries: [(ArchiveEntry, [UInt8])], database: String? = nil) async throws -> Restoration {
    let path = "\(home.path)/archive"
    let origin = try MessageWriter.json(BackupOrigin(date: .now, host: "here", release: "9.9.9"))
    let seal = ChunkSeal(key: key, header: header.bytes)
    var archive = try ArchiveWriter(OpenFile(making: path), header, seal)
    try archive.write(ArchiveEntry(kind: .origin, name: "origin", size: origin.count), origin)
    for (entry, content) in entries { try archive.write(entry, content) }
    if let database {
      let content = [UInt8](try Data(contentsOf: URL(filePath: database)))
      try archive.write(
        ArchiveEntry(kind: .database, service: .appRegistry, name: "app-registry.sqlite", size: content.count), content)
    }
    try archive.finish()
    return try await Restoration(of: ArchiveReader(OpenFile(reading: path)) { _ in seal }, in: WorkDirectory())
  }

  @Test("A database of a newer schema is refused, with the cure")
  func newerSchema() async throws {
    let path = "\(home.path)/newer.sqlite"
    let store = Store(path: path, service: .appRegistry, schema: Schema("CREATE TABLE later (id INTEGER)"))
    try await store.change(.noApp) { try $0.run("PRAGMA user_version = 99") }
    await store.close()
    let error = await #expect(throws: ServiceError.self) { try await read([], database: path) }
    #expect(error?.message.contains("written by another release (schema 99") == true, "\(error?.message ?? "")")
  }

  @Test(
    "A file that is none of the configuration, and a credential of no service, are refused",
    arguments: [
      ArchiveEntry(kind: .file, name: "/etc/passwd", size: 1), ArchiveEntry(kind: .link, name: "/etc/shadow", size: 1),
      ArchiveEntry(kind: .credential, service: .appRegistry, name: "pepper", size: 1),
      ArchiveEntry(kind: .credential, service: .secretManager, name: "../../x", size: 1),
    ])
  func foreign(entry: ArchiveEntry) async throws {
    let error = await #expect(throws: BackupFault.self) { try await read([(entry, [7])]) }
    #expect(error?.description.contains("which has no place here") == true)
  }

  @Test("Permissions that no file can have are refused", arguments: [-1, 0o10000, .max, .min])
  func impossibleMode(mode: Int) async throws {
    let entry = ArchiveEntry(kind: .file, name: "/etc/oauth-apps/x", size: 1, mode: mode)
    let error = await #expect(throws: BackupFault.self) { try await read([(entry, [7])]) }
    #expect(error?.description == "the backup has /etc/oauth-apps/x with permissions that no file can have")
  }

  @Test("Nothing at all, and an entry that is larger than any may be, are refused")
  func sizes() async throws {
    let error = await #expect(throws: BackupFault.self) { try await read([]) }
    #expect(error?.description == "the backup has no database")
    let large = ArchiveEntry(kind: .file, name: "/etc/oauth-apps/x", size: ArchiveEntry.longestContent + 1)
    try FileManager.default.removeItem(atPath: "\(home.path)/archive")
    await #expect(throws: BackupFault.self) { try await read([(large, [])]) }
  }
}
