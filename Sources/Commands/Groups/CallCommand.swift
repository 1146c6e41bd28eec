import ArgumentParser
import JSON
import WireProtocol

struct CallCommand: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Calls any method of a service and prints the result as JSON.",
    discussion: """
      Where the params hold a secret or a token give - and pass them on standard
      input: other users of the host can see the command line.

      Examples:
        oauthctl call app-registry accounts.list
        oauthctl call app-registry accounts.get '{"sid":"AC..."}'
        oauthctl call token-issuer tokens.introspect - < params.json
      """)

  @Argument(help: "The service.") var service: ServiceName
  @Argument(help: "The method, as oauthctl methods lists it.") var method: String
  @Argument(help: "The parameters: a JSON object, or - to read it from standard input. (default: {})") var params:
    String?
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run(in session: Session) async throws {
    let params = try checkedParams(on: session.host)
    let isChange = service.allMethods.first { $0.name == method }?.effect.isChange ?? true
    let result = try await session.connect(to: service).result(of: method, params: params, isChange: isChange)
    try session.deliver(result, of: method, isChange: isChange) { try session.write(result.text) }
  }

  /// - Throws: ``UsageFault`` for anything but one JSON object; what it holds is the service's to judge.
  private func checkedParams(on host: Host) throws -> [UInt8] {
    guard let params else { return Array("{}".utf8) }
    let text = Array((params == "-" ? try InputSource.standardInput.read("params", on: host) : params).utf8)
    guard text.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{") else {
      throw UsageFault(#"params: one JSON object is expected, such as {"page_size":10}"#)
    }
    let object: JSONValue
    do throws(JSONFault) {
      object = try JSONDocument(text, limits: JSONLimits(depth: ReceivedRequest.maximumDepth)).root
    } catch {
      throw UsageFault("params: not JSON: \(error.reason), at byte \(error.offset)")
    }
    if params != "-" { try refuseSecrets(in: object) }
    return Array(object.text)
  }

  /// Every user of the host can read the command line.
  private func refuseSecrets(in params: JSONValue) throws(UsageFault) {
    for member in params.children where Self.secretMembers.contains(member.name) {
      throw UsageFault(
        "params: \(member.name) on the command line can be seen by every user of this host; "
          + "give - and pass the params on standard input")
    }
  }

  /// Of all methods, those whose type is `Sensitive`.
  private static let secretMembers = [
    "client_secret", "client_assertion", "token", "secret", "key", "link_code", "session",
  ]
}
