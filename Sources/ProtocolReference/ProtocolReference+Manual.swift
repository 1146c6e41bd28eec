package import Manual
import WireProtocol

extension ProtocolReference {
  /// The chapter as a page of the manual, oauth-apps-protocol(7).
  /// - Parameter date: See ``ManualPage``.
  /// - Throws: An example that can't be encoded.
  package func manual(date: String) throws -> ManualPage {
    let blocks: [ManualPage.Block] =
      [.section("Description")] + Markdown.blocks(of: try chapter()) + [
        .section("See also"),
        .references([("oauthctl", 1), ("oauth-apps", 7), ("unix", 7)]),
      ]
    return ManualPage(
      name: "oauth-apps-protocol", section: 7, summary: "what crosses the sockets of oauth-apps",
      version: productVersion, date: date, blocks: blocks)
  }
}
