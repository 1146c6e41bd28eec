import FoundationEssentials
import Permissions
import TestSupport

/// Catalogue files of a test's own.
struct TemporaryCatalogue {
  private let directory: TemporaryDirectory
  let live: LiveCatalogue

  /// - Parameter files: Their texts, by name.
  init(_ files: [String: String]) throws {
    directory = try TemporaryDirectory()
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: "\(directory.path)/\(name).json"))
    }
    live = try LiveCatalogue(directories: [directory.path])
  }
}
