import ArgumentParser
import ProtocolReference

struct ProtocolCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "protocol", abstract: "Prints the protocol of the sockets, for whoever writes a client.",
    discussion: """
      Markdown, the text of Sources/WireProtocol/README.md. No service is asked: this
      is what this version knows.

      Example:
        oauthctl protocol | less
      """)

  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run(in session: Session) async throws {
    try session.host.write(try ProtocolReference().chapter())
  }
}
