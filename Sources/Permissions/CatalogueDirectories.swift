import FoundationEssentials
import SystemCalls

/// Directories of catalogue files, read as systemd reads drop-ins.
struct CatalogueDirectories {
  let paths: [String]

  /// Paths of the `*.json` files that count, sorted by file name: of each name the one in the last directory that has
  /// it. Hidden files are left out. A directory that does not exist has no files.
  func files() throws(CatalogueError) -> [String] {
    var chosen: [String: String] = [:]
    for directory in paths {
      for name in try names(in: directory) { chosen[name] = "\(directory)/\(name)" }
    }
    return chosen.sorted { $0.key < $1.key }.map(\.value)
  }

  private func names(in directory: String) throws(CatalogueError) -> [String] {
    guard FileManager.default.fileExists(atPath: directory) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: directory).filter {
        $0.hasSuffix(".json") && !$0.hasPrefix(".")
      }
    } catch {
      throw CatalogueError(
        file: directory, fault: "the directory cannot be listed", cure: "make it a readable directory")
    }
  }
}

extension CatalogueDirectories {
  /// Of the files that count.
  func stamps() throws(CatalogueError) -> [FileStamp] { try files().compactMap(FileStamp.init) }
}
