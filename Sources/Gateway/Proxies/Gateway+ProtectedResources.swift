import HTTP

extension Gateway {
  /// Goes on with the APIs that have a `resource`; with none where the issuer can't tell.
  func protectedResources(
    for request: HTTPRequest, then: @escaping @Sendable ([ProtectedResource]) -> Step
  ) -> Step {
    .read(metadata, for: request) { outcome in
      switch outcome {
      case .success(let document): then(ProtectedResource.all(in: document))
      case .failure: then([])
      }
    }
  }
}
