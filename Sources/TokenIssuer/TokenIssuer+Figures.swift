package import WireProtocol

extension TokenIssuer {
  /// What the issuer keeps, has signed and signs with.
  package func figures() async throws -> Figures {
    let kept = [apps.figures, apiKeys.figures, workingSecrets.figures, activeTokens.figures]
      .reduce(into: Figures()) { $0.merge($1, uniquingKeysWith: +) }
    return try await kept + [.keptBytes: apps.policies.now.bytes] + signatures.figures + signingKeyFigures()
  }

  private func signingKeyFigures() async throws -> Figures {
    let now = clock()
    let ring = try await signingKeys.read().ring
    guard let key = ring.current(signingKeys.schedule, at: now) else { return [:] }
    let end = ring.announced(signingKeys.schedule, at: now)?.signsFrom ?? key.signsFrom + signingKeys.schedule.period
    return [
      .signingKeyAgeSeconds: max(0, now.secondsSince1970 - key.signsFrom.secondsSince1970),
      .signingKeyRemainingSeconds: max(0, end.secondsSince1970 - now.secondsSince1970),
    ]
  }
}
