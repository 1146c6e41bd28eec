import Crypto
import FoundationEssentials
import HTTP
import JSON
import NIOHTTP1
import WireProtocol

extension PolicyForm {
  /// What a client is called and may do: as it is, or as a form asks for.
  struct Contents: Equatable {
    let friendlyName: FriendlyName
    let description: AppDescription
    let policy: Policy
    let lifetime: TokenLifetime
  }

  /// - Throws: ``RequestFault`` for what can't be a name, a description or a lifetime.
  func contents() throws(RequestFault) -> Contents {
    Contents(
      friendlyName: try friendlyName(), description: try appDescription(), policy: policy,
      lifetime: try tokenLifetime() ?? .standard)
  }

  /// What the form asks for; `nil` where it is so already, as when a form is sent twice.
  /// - Parameter current: The client as it is now.
  /// - Throws: ``RequestFault`` also where the client is not as it was when the form was begun: what others have taken
  ///   away since would come back.
  func contents(replacing current: Contents) throws(RequestFault) -> Contents? {
    let wanted = try contents()
    guard wanted != current else { return nil }
    guard basis == current.digest else {
      throw RequestFault(
        .conflict,
        "somebody else has changed this since you began; look on its page at what it is now, and begin there again")
    }
    return wanted
  }
}

extension PolicyForm.Contents {
  init(_ app: App) {
    self.init(
      friendlyName: app.friendlyName, description: app.description, policy: app.policy, lifetime: app.accessTokenTTL)
  }

  init(_ key: APIKey, _ policy: Policy) {
    self.init(
      friendlyName: key.friendlyName, description: AppDescription(trusted: ""), policy: policy, lifetime: .standard)
  }

  /// Short enough for an address. No part holds the sign that stands between them.
  var digest: String {
    let parts = [friendlyName.text, description.text, "\(lifetime.value)"] + policy.allow + [""] + policy.deny
    return Base64URL.encode(Array(SHA256.hash(data: Data(parts.joined(separator: "\0").utf8))).span)
  }
}
