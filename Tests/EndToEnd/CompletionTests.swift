import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Completion") struct Completion {
    /// What bash proposes behind a line, by the function that was installed.
    private func proposals(behind words: String...) async throws -> [String] {
      let script = """
        source /usr/share/bash-completion/completions/oauthctl
        COMP_WORDS=("$@" "") COMP_CWORD=$# COMP_LINE="$* " COMP_POINT=$((${#COMP_LINE})) COMPREPLY=()
        _oauthctl oauthctl "" "${@: -1}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      let output = try await Command(["bash", "-c", script, "bash", "oauthctl"] + words).output()
      return output.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    @Test("bash proposes commands, and what the services list: SIDs and permissions")
    func live() async throws {
      let scene = try await Scene()
      #expect(try await proposals().contains("signing-key"))
      #expect(try await proposals(behind: "app", "show").contains(scene.app.sid.text))
      #expect(try await proposals(behind: "app", "list", "--account").contains(scene.app.accountSid.text))
      let permissions = try await proposals(behind: "app", "create", "Name", "--scope")
      #expect(permissions.contains("/twilio/messaging/messages/list"))
    }

    @Test("zsh and fish have completions of their own", arguments: ["zsh", "fish"])
    func others(shell: String) async throws {
      let files = try await TestHost.shell("grep /\(shell)/ /usr/share/oauth-apps/installed-files")
      #expect(try await TestHost.shell("grep -c 'app list --page-size' \(files)") != "0")
    }
  }
}
