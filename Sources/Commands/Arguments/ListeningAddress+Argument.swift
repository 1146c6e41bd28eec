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
    return "\(isSecure ? "https" : "http")://\(self)"
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
