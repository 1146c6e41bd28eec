import Logging
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

  /// Loads the files if they have changed, and tells the log.
  /// - Returns: Whether there is anything new.
  @discardableResult
  func refresh(_ logger: Logger) -> Bool {
    switch refresh() {
    case nil: return false
    case .loaded(let summary): logger.notice("loaded a new catalogue: \(summary)")
    case .refused(let fault): logger.error("can't load the catalogue, the one from before serves on: \(fault)")
    }
    return true
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
