import FoundationEssentials
import Glibc
import SocketTransport
import SystemCalls
import WireProtocol

/// A file, a link or a directory by which an administrator has set something: settings, catalogues, certificates,
/// drop-ins.
struct ConfigurationFile {
  let entry: ArchiveEntry
  let content: [UInt8]

  private static let ownFolder = "/etc/oauth-apps"
  private static let folders = [ownFolder, "/etc/credstore", "/etc/systemd/system"]
  private static let settings = "/etc/default/oauth-apps"

  /// Those of this host, a directory before what is in it. A folder that is a link counts as what it leads to.
  /// - Throws: `SystemError`, ``BackupFault`` for what is there and can't be read.
  static func all() throws -> [ConfigurationFile] {
    try (folders + [settings]).flatMap(found)
  }

  /// Whether an entry is one that such a file may have: nothing else is taken from an archive.
  static func isOurs(_ entry: ArchiveEntry) -> Bool {
    isOurs(entry.name) || entry.kind == .directory && entry.name == ownFolder
  }

  static func isOurs(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard path.hasPrefix("/"), !parts.contains(where: { ["", ".", ".."].contains($0) }) else { return false }
    if path == settings || path.hasPrefix("\(ownFolder)/") { return true }
    let name = parts.dropFirst(2).first ?? ""
    let services = ServiceName.allCases.map(\.executable)
    if path.hasPrefix("/etc/credstore/") { return services.contains { name.hasPrefix("\($0).") } }
    guard path.hasPrefix("/etc/systemd/system/"), let unit = parts.dropFirst(3).first else { return false }
    return (services + ["oauth-apps"]).contains { own in
      unit.hasPrefix(own) && ["@", "-", "."].contains(unit.dropFirst(own.count).first)
    }
  }

  private static func found(at path: String) throws -> [ConfigurationFile] {
    var status = stat()
    guard fstatat(AT_FDCWD, path, &status, folders.contains(path) ? 0 : AT_SYMLINK_NOFOLLOW) == 0 else {
      guard errno == ENOENT else { throw SystemError("read \(path)") }
      guard folders.contains(path) || path == settings else {
        throw BackupFault("\(path) was listed and is not there: it has gone, or its name is not UTF-8; rename it")
      }
      return []
    }
    let kind: ArchiveEntry.Kind
    let content: [UInt8]
    switch status.st_mode & S_IFMT {
    case S_IFDIR: (kind, content) = (.directory, [])
    case S_IFREG: (kind, content) = (.file, try FileContent.read(path, limit: ArchiveEntry.longestContent))
    case S_IFLNK: (kind, content) = (.link, Array(try FileManager.default.destinationOfSymbolicLink(atPath: path).utf8))
    default: return []
    }
    guard content.count <= ArchiveEntry.longestContent else {
      throw BackupFault("\(path) is larger than 256 MiB, which no service could read; move it elsewhere")
    }
    let entry = ArchiveEntry(
      kind: kind, name: path, size: content.count, mode: Int(status.st_mode & 0o7777),
      user: try UserDatabase.loginName(of: status.st_uid), group: try UserDatabase.groupName(of: status.st_gid))
    let file = isOurs(entry) ? [ConfigurationFile(entry: entry, content: content)] : []
    return kind == .directory ? try file + names(in: path).map { "\(path)/\($0)" }.filter(isOurs).flatMap(found) : file
  }

  private static func names(in directory: String) throws(BackupFault) -> [String] {
    do { return try FileManager.default.contentsOfDirectory(atPath: directory).sorted() } catch {
      throw BackupFault("\(directory) can't be listed: \(error)")
    }
  }
}

extension ConfigurationFile {
  /// What a backup does not have, though it may have been meant: where a link leads that is neither among these files
  /// nor a part of the system, such as what hides a unit.
  var warning: String? {
    guard entry.kind == .link, let target = Self.realPath(entry.name), !target.hasPrefix("/usr/"),
      !Self.isCovered(target)
    else { return nil }
    var status = stat()
    guard stat(target, &status) == 0, [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return nil }
    return "\(entry.name) is a link to \(target), which is not in the backup; keep a copy of that too"
  }

  /// Whether a file, which no link leads to, is one of these by another name or the same.
  private static func isCovered(_ target: String) -> Bool {
    target == settings
      || folders.contains { folder in
        guard let place = realPath(folder), target.hasPrefix("\(place)/") else { return false }
        return isOurs(folder + target.dropFirst(place.count))
      }
  }

  /// The name of what is there without links; `nil` where nothing is.
  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
