import ArgumentParser
import ProtocolReference

struct ProtocolCommand: LocalCommand {
  static let configuration = CommandConfiguration(
    commandName: "protocol", abstract: "Prints the protocol of the sockets, for whoever writes a client.",
    discussion: """
      Markdown, the text of Sources/WireProtocol/README.md. No service is asked: this
      is what this version knows.

      Example:
        oauthctl protocol | less
      """)

  func run(on host: Host) throws {
    try host.write(try ProtocolReference().chapter())
  }
}
