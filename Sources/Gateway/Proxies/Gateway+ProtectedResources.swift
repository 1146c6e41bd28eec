extension Gateway {
  /// Goes on with the APIs that have a `resource`; with none where the issuer can't tell.
  func protectedResources(
    for request: HTTPRequest, then: @escaping @Sendable ([String]) -> Step
  ) -> Step {
    .read(metadata, for: request) { document in
      then((try? document.get()).map { ProtectedResource.all(in: $0).map(\.text) } ?? [])
    }
  }
}
