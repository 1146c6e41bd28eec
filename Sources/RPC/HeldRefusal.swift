package import WireProtocol

/// A refusal that the caller gets later, so that who guesses learns slowly.
package struct HeldRefusal: Error {
  package let refusal: ServiceError
  package let duration: Duration

  package init(_ refusal: ServiceError, for duration: Duration) {
    self.refusal = refusal
    self.duration = duration
  }
}
