import ArgumentParser
import Testing
import WireProtocol

@testable import Commands

struct CommandNameTests {
  @Test("Every command states its name: to derive one takes a tenth of a millisecond, of each of them at each start")
  func stated() {
    var nameless: [String] = []
    func walk(_ command: any ParsableCommand.Type) {
      if command.configuration.commandName == nil { nameless.append("\(command)") }
      command.configuration.subcommands.forEach(walk)
    }
    walk(OAuthCtl.self)
    #expect(nameless == [])
  }

  @Test("What a command does is told without the numbers of rules, and with what else is in parentheses")
  func abstracts() {
    #expect(AccountsResume.abstract == "Makes a suspended account active again.")
    #expect(AccountsSuspend.abstract.hasSuffix("tokens are inactive. What takes rights away works on."))
    #expect(TokensIntrospectJWT.abstract.hasSuffix("in a JWT signed for it (RFC 9701)."))
  }
}
