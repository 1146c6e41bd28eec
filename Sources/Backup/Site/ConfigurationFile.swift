import FoundationEssentials
import Glibc
import SocketTransport
import SystemCalls
import WireProtocol

/// A file, or a link, by which an administrator has set something: settings, catalogues, certificates, drop-ins.
struct ConfigurationFile {
  let entry: ArchiveEntry
  let content: [UInt8]

  private static let folders = ["/etc/oauth-apps", "/etc/credstore", "/etc/systemd/system"]
  private static let settings = "/etc/default/oauth-apps"

  /// Those of this host.
  static func all() throws -> [ConfigurationFile] {
    let paths = folders.flatMap { folder in
      ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).map { "\(folder)/\($0)" }
    }
    return try (paths.sorted() + [settings]).filter(isOurs).compactMap(read)
  }

  /// Whether a path is one that such a file may have: nothing else is taken from an archive.
  static func isOurs(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard path.hasPrefix("/"), !parts.contains(where: { ["", ".", ".."].contains($0) }) else { return false }
    if path == settings || path.hasPrefix("/etc/oauth-apps/") { return true }
    let name = parts.dropFirst(2).first ?? ""
    let services = ServiceName.allCases.map(\.executable)
    if path.hasPrefix("/etc/credstore/") { return services.contains { name.hasPrefix("\($0).") } }
    guard path.hasPrefix("/etc/systemd/system/"), let unit = parts.dropFirst(3).first else { return false }
    return (services + ["oauth-apps"]).contains { own in
      unit.hasPrefix(own) && ["@", "-", "."].contains(unit.dropFirst(own.count).first)
    }
  }

  /// - Returns: `nil` for what is neither a file nor a link, or not there.
  private static func read(_ path: String) throws -> ConfigurationFile? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let kind: ArchiveEntry.Kind
    let content: [UInt8]
    switch status.st_mode & S_IFMT {
    case S_IFREG: (kind, content) = (.file, try FileContent.read(path, limit: ArchiveEntry.longestContent))
    case S_IFLNK: (kind, content) = (.link, Array(try FileManager.default.destinationOfSymbolicLink(atPath: path).utf8))
    default: return nil
    }
    guard content.count <= ArchiveEntry.longestContent else {
      throw BackupFault("\(path) is larger than a file of the configuration may be, 1 MiB; move it elsewhere")
    }
    return ConfigurationFile(
      entry: ArchiveEntry(
        kind: kind, name: path, size: content.count, mode: Int(status.st_mode & 0o7777),
        user: try UserDatabase.loginName(of: status.st_uid), group: try UserDatabase.groupName(of: status.st_gid)),
      content: content)
  }
}
