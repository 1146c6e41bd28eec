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
  func url(isSecure: Bool = false) -> String? {
    guard case .internet = self else { return nil }
    return "\(isSecure ? "https" : "http")://\(self)"
  }

  /// Lines that tell what to try.
  func invitation(isSecure: Bool) -> String {
    """
    HTTP at \(url(isSecure: isSecure) ?? description), the token endpoint for one. With an app's id and secret:
      \(curl(isSecure: isSecure))/v2/token --user "$ID:$SECRET" --data grant_type=client_credentials

    """
  }

  /// The same where apps and API keys are managed.
  var managementInvitation: String {
    """
    Apps and API keys are managed at \(url() ?? description). With a main key's SID and secret:
      \(curl())/v1/Account/OAuthApps --user "$KEY:$SECRET"

    """
  }

  /// The same of the console.
  var consoleInvitation: String {
    """
    The console is at \(url() ?? description). To sign in:
      oauthctl console

    """
  }

  private func curl(isSecure: Bool = false) -> String {
    switch self {
    case .internet: "curl \(url(isSecure: isSecure) ?? "")"
    case .path(let path, _): "curl --unix-socket \(path.quotedForShell) http://localhost"
    }
  }
}
