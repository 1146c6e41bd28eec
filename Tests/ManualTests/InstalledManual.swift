import Foundation
import Manual
import ProtocolReference

@testable import Commands

/// The pages that are installed, by their names: those of the checkout, and those that are made of the code.
enum InstalledManual {
  static let names = (written + ["oauthctl.1", "oauth-apps-protocol.7"]).sorted()

  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

  private static let written =
    (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "units/man").path)) ?? []

  static func source(_ name: String) throws -> String {
    switch name {
    case "oauthctl.1": try CommandManual().page(date: "2026-11-27").rendered()
    case "oauth-apps-protocol.7": try ProtocolReference().manual(date: "2026-11-27").rendered()
    default: try String(contentsOf: root.appending(path: "units/man/\(name)"), encoding: .utf8)
    }
  }

  static func page(_ name: String) throws -> RenderedPage { RenderedPage(file: name, source: try source(name)) }
}
