import GRDB

extension DatabaseError {
  /// What keeps the database from being used, with the cure; `nil` for an error of the statement.
  var outage: String? {
    // There was no room for the index of the log.
    if extendedResultCode == .SQLITE_IOERR_SHMSIZE { return "the disk is full; make room" }
    return switch resultCode {
    case .SQLITE_FULL: "the disk is full; make room"
    case .SQLITE_READONLY: "it is read-only; check the state directory's mount and permissions"
    case .SQLITE_CANTOPEN: "its file can't be opened; check the state directory"
    case .SQLITE_PERM, .SQLITE_AUTH: "access to its file is not permitted; check the state directory's owner"
    case .SQLITE_IOERR: "the disk failed to read or write (\(extendedResultCode.rawValue))"
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: "another process holds it locked; try again"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: "its file is damaged; restore a backup"
    case .SQLITE_SCHEMA: message ?? "its schema changed; restart the service"
    default: nil
    }
  }

  /// Whether the file holds what SQLite did not write. Other pages of it may be as they should.
  var isDamage: Bool { resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB }

  /// Whether a new connection may do what this one could not: it keeps how it found its file, such as read-only, for as
  /// long as it lives.
  var asksForNewConnection: Bool {
    switch resultCode {
    case .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: false
    default: outage != nil
    }
  }
}
