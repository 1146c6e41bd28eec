import Permissions
import WireProtocol

extension LiveCatalogue {
  /// Tells what is served; throws why the files are not.
  func check() throws -> String {
    let loaded = Timestamp(secondsSince1970: loaded)
    if let fault {
      throw ServiceError(.unavailable, "\(fault); until then the catalogue that was loaded \(loaded) serves on")
    }
    return "\(current.summary), loaded \(loaded)"
  }

  /// - Throws: If another service has a catalogue that differs.
  func requireSame(as digest: String?) throws(ServiceError) {
    guard let digest, digest != current.digest else { return }
    throw ServiceError(
      .unavailable,
      "answers, but by the catalogue \(digest), not by \(current.digest) as this service does; if that lasts, let both "
        + "read the same files: permissions_path")
  }
}
