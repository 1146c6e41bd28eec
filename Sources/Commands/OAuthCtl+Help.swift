/// What the help says of all commands, and the manual as well.
extension OAuthCtl {
  static let examples = [
    "oauthctl status", "oauthctl account create Acme", "oauthctl permission list --product messaging",
    "oauthctl app create Billing --account AC... --scope PERMISSION",
    "oauthctl token issue OQ... --secret-file billing.secret",
  ]

  static let secrecy = """
    Secrets and tokens are read from a file or from standard input, never from
    the command line: other users of the host can see that, and shells keep it.
    """

  static let tracing = "Errors tell a trace id; each service's log has its part under that id."

  static let variables = [
    ("OAUTH_APPS_RUNTIME_DIR", "directory of the sockets, as --runtime-dir"),
    ("OAUTH_CLIENT_SECRET", "the client's secret where --secret-file is not given"),
  ]

  static let exitStatuses = [
    ("0", "done"), ("1", "refused by the service, or authorize answers no"), ("64", "wrong usage: nothing was sent"),
    ("69", "service unavailable"), ("74", "the output could not be written"), ("130", "interrupted by Ctrl-C"),
  ]

  static var discussion: String {
    """
    Examples:
    \(examples.map { "  \($0)" }.joined(separator: "\n"))

    \(secrecy)

    Environment:
    \(lines(variables))

    Exit status:
    \(lines(exitStatuses))

    \(tracing)
    """
  }

  /// The meanings in one column.
  private static func lines(_ meanings: [(name: String, meaning: String)]) -> String {
    let width = (meanings.map(\.name.displayWidth).max() ?? 0) + 2
    return meanings.map { "  \($0.name.padded(to: width))\($0.meaning)" }.joined(separator: "\n")
  }
}
