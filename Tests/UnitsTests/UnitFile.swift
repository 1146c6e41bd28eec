import Foundation

/// A unit file (systemd.syntax(7)): the values of each setting in the file's order.
struct UnitFile {
  private let values: [String: [String]]

  /// - Parameter path: Below the checkout's `units`.
  init(_ path: String) throws {
    let settings = try Units.lines(of: path).filter { !$0.hasPrefix("[") }.map {
      $0.split(separator: "=", maxSplits: 1)
    }
    values = Dictionary(grouping: settings, by: { String($0[0]) }).mapValues { $0.map { String($0.last ?? "") } }
  }

  /// The values of a setting, one for each line; empty where the file does not have it.
  subscript(_ setting: String) -> [String] { values[setting] ?? [] }

  /// The words of a setting's values.
  func words(_ setting: String) -> [String] { self[setting].flatMap { $0.split(separator: " ").map(String.init) } }
}

/// The checkout's `units`.
enum Units {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "units")

  /// The lines of a file but for comments and empty ones.
  static func lines(of path: String) throws -> [Substring] {
    try String(contentsOf: directory.appending(path: path), encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
  }

  /// The fields of these lines, which have blanks between them.
  static func fields(of path: String) throws -> [[String]] {
    try lines(of: path).map { line in line.split(separator: " ").map { String($0) } }
  }

  static func names(in path: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: directory.appending(path: path).path))
  }
}
