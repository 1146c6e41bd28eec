package import JSON

/// Why a permission catalogue cannot be used.
package struct CatalogueError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Path of the file or directory at fault; nil for permissions that were not read from a file.
  package let file: String?
  /// Nil if it is the file as a whole.
  package let position: TextPosition?
  /// Path of the member at fault, such as `permissions[3].endpoints[0].path`; empty if it is the file as a whole.
  package let place: String
  package let fault: String
  package let cure: String

  init(
    file: String?, position: TextPosition? = nil, place: CataloguePlace = CataloguePlace(), fault: String, cure: String
  ) {
    self.file = file
    self.position = position
    self.place = place.description
    self.fault = fault
    self.cure = cure
  }

  package var description: String {
    let location = [file, position?.description, place.isEmpty ? nil : place].compactMap(\.self).joined(separator: ": ")
    return "\(location.isEmpty ? "" : location + ": ")\(fault); \(cure)"
  }
}
