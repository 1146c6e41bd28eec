import Foundation

/// The checkout that is tested, by the paths of its files and folders.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

  /// Every file and folder but hidden ones at the top, which hold what was built.
  static let paths: Set<String> = {
    let top = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    let below = top.filter { !$0.hasPrefix(".") }.flatMap { name in
      ((try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: name).path)) ?? [])
        .map { "\(name)/\($0)" }
    }
    return Set(top + below)
  }()

  static let fileNames = Set(paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 })

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func swiftFiles(in folder: String) -> [String] {
    paths.filter { $0.hasPrefix("\(folder)/") && $0.hasSuffix(".swift") }.sorted()
  }
}
