import Permissions

/// The catalogue that is installed with the product, as the tests' fixture.
enum RealCatalogue {
  static let directory = "\(repository)/units/permissions"

  static func load() throws -> Catalogue {
    try Catalogue(directories: [directory])
  }

  /// A request path that fits a template: SIDs are `AB` and 32 digits, other parameters the text `US`.
  static func requestPath(for template: String) -> String {
    template.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      guard let opening = segment.firstIndex(of: "{"), let closing = segment.firstIndex(of: "}") else {
        return String(segment)
      }
      let name = segment[segment.index(after: opening)..<closing]
      return segment[..<opening] + (name.hasSuffix("Sid") || name == "sid" ? sid : "US")
        + segment[segment.index(after: closing)...]
    }.joined(separator: "/")
  }

  static let sid = "AB0123456789abcdef0123456789ABCDEF"

  private static var repository: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  }
}
