import WireProtocol

extension Timestamp? {
  /// - Throws: `invalid_params` for the end of a secret that would never work.
  func requireFuture(_ now: Timestamp) throws(ServiceError) {
    guard let self, self <= now else { return }
    throw ServiceError(
      .invalidParams, "secret_expires: \(self) is past; give a moment to come, or leave it out", path: "secret_expires")
  }
}
