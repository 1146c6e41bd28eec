import FoundationEssentials
import Permissions
import TestSupport

extension World {
  /// A world with APIs that have a resource, each with one permission: `use:0`, `use:1` and so on.
  static func withAPIs(_ resources: String...) async throws -> World {
    let directory = try TemporaryDirectory()
    for (number, resource) in resources.enumerated() {
      let catalogue = """
        {"version": 1, "resource": "\(resource)", "permissions": [{"permission": "use:\(number)", "description": ""}]}
        """
      try Data(catalogue.utf8).write(to: URL(filePath: "\(directory.path)/\(number).json"))
    }
    return try await World(.sockets, catalogue: LiveCatalogue(try Catalogue(directories: [directory.path])))
  }
}
