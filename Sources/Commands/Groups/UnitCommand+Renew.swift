import ArgumentParser
import SystemCalls
import WireProtocol

extension UnitCommand {
  struct Renew: ServiceCommand {
    static let configuration = CommandConfiguration(
      commandName: "renew", abstract: "Puts a new token into the runtime directory of a unit that runs.",
      discussion: """
        For units that run for longer than a token is good. They say
          [Unit]
          Wants=oauth-apps-token@%n.timer
          [Service]
          RuntimeDirectory=NAME
          ExecStartPre=+/usr/bin/oauthctl unit renew %n
        and read $RUNTIME_DIRECTORY/access-token whenever they need a token. The timer
        runs this command as root, every five minutes as long as the unit runs.
        """)

    @Argument(help: "The unit's name.", completion: .units, transform: UnitName.init(argument:))
    var unit: UnitName
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(in session: Session) async throws {
      guard let systemd = session.host.systemd else {
        throw UsageFault("this host does not run under systemd; without it there are no units")
      }
      guard let name = await systemd.runtimeDirectory(of: unit) else {
        throw UsageFault("\(unit) has no runtime directory; its section [Service] needs RuntimeDirectory=NAME")
      }
      let token = try await CredentialSocket(path: session.directory.credentialSocket).token(of: unit)
      do throws(SystemError) {
        try DeliveredToken(directory: "\(systemd.runtimeRoot)/\(name)").write(token)
      } catch {
        throw OutputFault(place: "the token can't be delivered to \(unit)", cause: error)
      }
    }
  }
}
