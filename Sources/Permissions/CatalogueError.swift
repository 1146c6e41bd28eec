/// Why a permission catalogue cannot be used.
package struct CatalogueError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Path of the file or directory at fault; nil for permissions that were not read from a file.
  package let file: String?
  /// Path of the member at fault, such as `permissions[3].endpoints[0].path`; empty if it is the file as a whole.
  package let place: String
  package let fault: String
  package let cure: String

  package var description: String {
    let location = [file, place.isEmpty ? nil : place].compactMap(\.self).joined(separator: ": ")
    return "\(location.isEmpty ? "" : location + ": ")\(fault); \(cure)"
  }
}
