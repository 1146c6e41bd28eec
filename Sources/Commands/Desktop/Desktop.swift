import Glibc
import SystemCalls
import WireProtocol

/// The desktop that a command was typed at, with a browser.
struct Desktop {
  private let directory: String

  /// - Parameter isRequired: Whether it is an error that there is none.
  /// - Returns: `nil` where there is none, or somebody has come by SSH, or a script reads what is printed.
  init?(_ host: Host, isRequired: Bool) throws(UsageFault) {
    let environment = host.environment
    let hasScreen = ["WAYLAND_DISPLAY", "DISPLAY"].contains { environment[$0]?.isEmpty == false }
    guard let directory = environment["XDG_RUNTIME_DIR"], directory.hasPrefix("/"), hasScreen else {
      guard !isRequired else {
        throw UsageFault("--open: there is no desktop here (DISPLAY, XDG_RUNTIME_DIR); open the link by hand")
      }
      return nil
    }
    guard isRequired || host.isTerminal && environment["SSH_CONNECTION"] == nil else { return nil }
    self.directory = directory
  }

  /// Has the browser open a link. A command line can be read by every user of the host, so the link is passed in a file
  /// that nobody else can read.
  func open(_ link: Sensitive, on host: Host) throws {
    let path = "\(directory)/oauth-apps-console.html"
    unlink(path)
    do {
      let file = try Descriptor.makePrivateFile(path)
      defer { file.close() }
      try file.write(Self.page(link))
      try host.browse(path)
    } catch { throw UsageFault("the browser can't be told: \(error); open the link by hand") }
  }

  private static func page(_ link: Sensitive) -> String {
    let link = link.revealed.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
    return """
      <!DOCTYPE html>
      <meta charset="utf-8"><meta name="referrer" content="no-referrer">
      <meta http-equiv="refresh" content="0; url=\(link)">
      <title>OAuth console</title>
      <a href="\(link)">To the console</a>

      """
  }
}
