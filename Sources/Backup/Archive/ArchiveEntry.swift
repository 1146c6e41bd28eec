import WireProtocol

/// What an archive says of an entry, before its content. The first entry is the ``origin``; an archive has one of a
/// kind and name at the most.
struct ArchiveEntry: Codable, Equatable {
  enum Kind: String, Codable {
    /// Says where and when the backup was made; see ``BackupOrigin``.
    case origin
    /// A service's database, an SQLite file.
    case database
    /// A service's credential, as the service is handed it.
    case credential
    /// A file of the configuration; its name is the path.
    case file
    /// A symbolic link of the configuration; the content is where it leads to.
    case link
    /// A directory of the configuration, without content, before what is in it. An older archive has none:
    /// what a restore makes has the usual permissions then.
    case directory
  }

  let kind: Kind
  /// Of a database or a credential.
  var service: ServiceName?
  var name: String
  /// Bytes of the content.
  let size: Int
  /// Of a file, link or directory: permission bits, and the names of user and group.
  var mode: Int?
  var user: String?
  var group: String?

  /// Entries of an archive beside databases.
  static let most = 10_000

  /// Bytes that an entry which is no database may have: more than a catalogue that a service could hold in its memory.
  static let longestContent = 268_435_456
}
