import Glibc

/// Where the tests find what was built and what comes with it.
enum Checkout {
  /// Directory of the package's executables.
  static let products = directory(of: "/proc/self/exe")
  static let permissions = "\(directory(of: #filePath))/../../units/permissions"

  private static func directory(of file: String) -> String {
    let resolved = realpath(file, nil)
    defer { free(resolved) }
    return "/" + (resolved.map { String(cString: $0) } ?? file).split(separator: "/").dropLast().joined(separator: "/")
  }
}
