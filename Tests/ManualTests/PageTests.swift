import ArgumentParser
import Foundation
import Testing
import WireProtocol

@testable import Commands

struct PageTests {
  @Test("man and mandoc find nothing wrong with a page", arguments: InstalledManual.names)
  func form(name: String) async throws {
    #expect(try await InstalledManual.page(name).faults() == [])
  }

  @Test("A page is called as its file is, and every page that it names is there", arguments: InstalledManual.names)
  func references(name: String) async throws {
    let foreign: Set = [
      "systemd.1", "systemd-creds.1", "systemd.exec.5", "systemd.socket.5", "systemd.unit.5", "unix.7",
    ]
    let text = try await InstalledManual.page(name).text()
    let title = name.split(separator: ".").joined(separator: "(").uppercased() + ")"
    #expect(text.hasPrefix(title + " ") && text.hasSuffix(title))
    let named = Set(text.matches(of: /([a-z][a-z.-]+)\(([1-8])\)/).map { "\($0.1).\($0.2)" })
    #expect(!named.isEmpty)
    #expect(named.subtracting(foreign).subtracting(InstalledManual.names) == [])
  }

  @Test("oauth-apps-config(5) has the settings of units/README.md and no others, and says which a reload takes up")
  func settings() throws {
    let readme = try String(contentsOf: InstalledManual.root.appending(path: "units/README.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("OAUTH_APPS_") }
    let names = rows.flatMap { $0.split(separator: "|")[0].matches(of: /`([a-z_]+)`/).map { String($0.1) } }
    let reloaded = rows.filter { $0.split(separator: "|")[0].contains("*") }
      .flatMap { $0.matches(of: /^\| `([a-z_]+)`/).map { String($0.1) } }
    let page = try InstalledManual.source("oauth-apps-config.5")
    let items = page.matches(of: /\.BR ([a-z_]+) ", " OAUTH_APPS_([A-Z_]+)( " \(reload\)")?\n/)
    #expect(items.map { String($0.1) }.sorted() == names.sorted())
    #expect(items.allSatisfy { $0.1.uppercased() == $0.2 })
    #expect(items.filter { $0.3 != nil }.map { String($0.1) }.sorted() == reloaded.sorted())
  }

  @Test(
    "A daemon's page names its sockets with their modes, its credentials and its options",
    arguments: ServiceName.allCases)
  func daemon(service: ServiceName) async throws {
    let text = try await InstalledManual.page("\(service.executable).8").text()
    let definition = service.definition
    let listeners = definition.listeners.map { ($0.socket, $0.socketAccess) }
    for (socket, access) in [(service.socket, definition.socketAccess)] + listeners {
      let group = if case .members(let name) = access { ", group \(name)" } else { "" }
      #expect(text.contains("/run/oauth-apps/\(socket), 0\(String(access.mode, radix: 8))\(group) "))
    }
    if definition.servesUnits { #expect(text.contains("/run/oauth-apps/credential.sock, 0600 ")) }
    let former = definition.exchangedCredentials.map { $0 + ServiceDefinition.formerSuffix }
    for credential in definition.credentials + former { #expect(text.contains(" \(credential) ")) }
    #expect(definition.hasDatabase == text.contains("/var/lib/oauth-apps/\(service.rawValue) "))
    #expect(text.contains("/usr/libexec/oauth-apps/\(service.executable) [--check]"))
    #expect(text.contains("oauthctl scale \(service.rawValue) 4"))
  }

  @Test("oauthctl(1) has every command, argument and option that help shows, and every exit status")
  func commands() throws {
    let source = try InstalledManual.source("oauthctl.1").replacing(#"\-"#, with: "-")
    let globalOptions = try #require(source.split(separator: ".SH ").first { $0.hasPrefix("\"GLOBAL OPTIONS\"") })
    let entries = source.split(separator: ".SS ")
    var types: [([String], any ParsableCommand.Type)] = [(["oauthctl"], OAuthCtl.self)]
    while let (words, type) = types.popLast() {
      let below = type.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      types += below.map { (words + [$0._commandName], $0) }
      guard below.isEmpty else { continue }
      let title = words.joined(separator: " ")
      let entry = try #require(entries.first { $0.hasPrefix("\"\(title)\"\n") }, "\(title)")
      let help = OAuthCtl.helpMessage(for: type, columns: 400)
      for option in help.matches(of: /\n  (?:-\w, )?(--[a-z-]+|<[a-z-]+>)/).map(\.1) {
        let name = option.trimmingCharacters(in: ["<", ">"])
        #expect(entry.contains(name) || globalOptions.contains(name), "\(title): \(option)")
      }
    }
    for status in OAuthCtl.exitStatuses { #expect(source.contains("\\fB\(status.0)\\fR\n\(status.1)\n")) }
    #expect(!source.contains("oauthctl manual"))
  }

  @Test("oauth-apps-protocol(7) has every method, parameter and error code")
  func methods() async throws {
    let text = try await InstalledManual.page("oauth-apps-protocol.7").text()
    for method in ServiceName.allCases.flatMap(\.allMethods) {
      let summary = method.summary.filter { $0 != "`" }
      #expect(text.contains("\(method.name) \(summary)"), "\(method.name)")
      for parameter in method.parameters.members {
        #expect(text.contains("\u{2022} \(parameter.name)"), "\(parameter.name)")
      }
    }
    for code in KnownErrorCode.allCases { #expect(text.contains("\(code.rawValue) data.error: \(code.symbol)")) }
  }
}
