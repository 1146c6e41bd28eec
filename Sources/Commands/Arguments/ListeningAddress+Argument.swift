import ArgumentParser
import SocketTransport

extension ListeningAddress {
  init(argument: String) throws {
    guard let address = ListeningAddress(argument) else {
      throw ValidationError(
        "\(argument.debugDescription) is no address to listen at; give 127.0.0.1:8443, [::1]:8443 or unix:/path"
      )
    }
    self = address
  }

  /// What clients on this host write before a path; `nil` for a Unix socket.
  func url(isSecure: Bool) -> String? {
    guard case .internet = self else { return nil }
    let (scheme, usualPort) = isSecure ? ("https", ":443") : ("http", ":80")
    return "\(scheme)://\(description.hasSuffix(usualPort) ? description.dropLast(usualPort.count) : description[...])"
  }

  /// Whether plain HTTP may be spoken there, as the settings of URLs have it.
  fileprivate var isOnLoopback: Bool {
    guard case .internet(let host, _) = self else { return false }
    return ["127.0.0.1", "::1"].contains(host)
  }

  /// Lines that tell what to try.
  func invitation(isSecure: Bool) -> String {
    """
    HTTP at \(url(isSecure: isSecure) ?? description), the token endpoint for one. With an app's id and secret:
      echo "user = \\"$ID:$SECRET\\"" |
        \(curl(isSecure: isSecure))/v2/token --data grant_type=client_credentials

    """
  }

  /// The same where apps and API keys are managed.
  func managementInvitation(isSecure: Bool) -> String {
    """
    Apps and API keys are managed at \(url(isSecure: isSecure) ?? description). With a main key's SID and secret:
      echo "user = \\"$KEY:$SECRET\\"" |
        \(curl(isSecure: isSecure))/v1/Account/OAuthApps

    """
  }

  /// The same of the console.
  var consoleInvitation: String {
    """
    The console is at \(url(isSecure: false) ?? description). To sign in:
      oauthctl console

    """
  }

  /// Reads the secret from its standard input: what runs is for all to see.
  private func curl(isSecure: Bool) -> String {
    switch self {
    case .internet: "curl --config - \(url(isSecure: isSecure) ?? "")"
    case .path(let path, _): "curl --config - --unix-socket \(path.quotedForShell) http://localhost"
    }
  }
}

extension [ListeningAddress] {
  /// What a setting says by which clients learn where they are served; `nil` where all are Unix sockets.
  /// - Parameter variable: The setting's name.
  /// - Throws: ``UsageFault`` where the setting would not be taken, and the services could not work.
  func url(isSecure: Bool, for variable: String) throws(UsageFault) -> String? {
    if let url = lazy.filter({ isSecure || $0.isOnLoopback }).compactMap({ $0.url(isSecure: isSecure) }).first {
      return url
    }
    guard let url = lazy.compactMap({ $0.url(isSecure: isSecure) }).first else { return nil }
    throw UsageFault(
      "\(url) can't be told to clients: plain http is for 127.0.0.1 and [::1]; listen at one of these, or say by "
        + "\(variable) under which https URL the clients reach it"
    )
  }
}
