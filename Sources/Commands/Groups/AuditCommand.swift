import ArgumentParser
import JSON
import WireProtocol

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "The audit trail: every change and every refused change, by whom and when.",
    discussion: """
      Each service has a trail of its own; the app registry's has what people and
      operators did, the others' what became of it there, under the same trace.

      Examples:
        oauthctl audit list --account AC... --since 2026-11-01T00:00:00Z
        oauthctl audit verify
        oauthctl audit export > trail.jsonl
      """,
    subcommands: [List.self, Verify.self, Export.self])
}

extension AuditCommand {
  struct List: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists entries, the newest first.",
      discussion: """
        A person has to name an account. Filters take whole words, no wildcards.

        Examples:
          oauthctl audit list --app OQ...
          oauthctl audit list --outcome access_denied --page-size 20
          oauthctl audit list --service token-issuer --method tokens.revoke
        """)

    @Option(help: "Whose trail. (default: app-registry)") var service: ServiceName?
    @OptionGroup var filter: AuditFilterOptions
    @OptionGroup var pages: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      try await session.list(pages, from: service ?? .appRegistry) { filter.request(size: $0, token: $1) }
    }
  }

  struct Export: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Prints entries as JSON, one a line, the newest first.",
      discussion: """
        Without --service of every service that lets this user in. A line is an entry
        as it was stored: its SHA-256 stands in the next one's "previous".

        Examples:
          oauthctl audit export --since 2026-11-01T00:00:00Z > november.jsonl
          oauthctl audit export --service app-registry | sha256sum
        """)

    @Option(help: "Only this service's trail.") var service: ServiceName?
    @OptionGroup var filter: AuditFilterOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      for service in try session.auditedServices(service) {
        let connection = session.connect(to: service)
        var token: String?
        repeat {
          let answer = try await connection.answer(to: filter.request(size: nil, token: token))
          if let entries = answer.result["entries"] {
            for entry in entries.children { try session.write(entry.text) }
          }
          token = answer.result["next_page_token"]?.string
        } while token != nil
      }
    }
  }
}
