import ArgumentParser
import JSON
import WireProtocol

extension AuditCommand {
  struct Verify: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Finds entries that were altered, removed, moved or put in.",
      discussion: """
        The chain is compared with itself, with the checkpoints of the database, with
        those that the journal has, as far as this user may read it, and with those
        that are given. The exit status is 1 if anything is wrong, and where the journal
        knows another trail: the database was made anew or replaced, by no restore.

        Examples:
          oauthctl audit verify
          oauthctl audit verify --service app-registry --checkpoint 4711:a7a7...
        """)

    @Option(help: "Only this service's trail.") var service: ServiceName?
    @Option(
      name: .customLong("checkpoint"),
      help: ArgumentHelp(
        "What the trail is known to have had: an entry's number and hash. May be repeated; takes --service.",
        valueName: "number:hash"),
      transform: AuditCheckpoint.init(argument:))
    var checkpoints: [AuditCheckpoint] = []
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard checkpoints.isEmpty || service != nil else {
        throw ValidationError("A --checkpoint is one service's; say which by --service.")
      }
    }

    func run(in session: Session) async throws {
      var isIntact = true
      for service in try session.auditedServices(service) {
        isIntact = try await verify(service, in: session) && isIntact
      }
      if !isIntact { throw ExitCode(ExitStatus.refused.rawValue) }
    }

    private func verify(_ service: ServiceName, in session: Session) async throws -> Bool {
      let told = session.toldCheckpoints(of: service)
      let connection = session.connect(to: service)
      var total = 0
      var next: Int?
      var trail: EntryHash?
      var faults: [AuditFault] = []
      repeat {
        let request = AuditVerify(after: next, checkpoints: Array((checkpoints + told).prefix(1000)))
        let answer = try await connection.answer(to: request, within: Self.patience)
        if session.isJSON { try session.write(answer.result.text) }
        let reply = try answer.reply()
        total += reply.entries
        faults += reply.faults
        (trail, next) = (reply.trail, reply.next)
      } while next != nil
      if !session.isJSON { try session.host.write(Self.report(service, total, faults)) }
      session.note(comparisonOf: service, told, with: trail, isGiven: !checkpoints.isEmpty)
      return faults.isEmpty && told.allSatisfy { $0.trail == trail }
    }

    /// Milliseconds that a portion may take.
    private static let patience = 120_000

    private static func report(_ service: ServiceName, _ entries: Int, _ faults: [AuditFault]) -> String {
      let lines =
        faults.isEmpty
        ? ["\(service.rawValue): \(entries) entries, as they were written"]
        : faults.map { "\(service.rawValue): entry \($0.number) \($0.fault)" }
      return lines.map { $0.printable + "\n" }.joined()
    }
  }
}
