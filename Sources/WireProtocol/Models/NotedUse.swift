/// That a client was used, or one of its secrets.
package struct NotedUse: Codable, Equatable, Sendable {
  package let clientId: ClientID
  package let secretSid: SecretSID?
  /// In whole minutes.
  package let dateLastUsed: Timestamp

  package init(clientId: ClientID, secretSid: SecretSID? = nil, dateLastUsed: Timestamp) {
    self.clientId = clientId
    self.secretSid = secretSid
    self.dateLastUsed = dateLastUsed
  }
}
