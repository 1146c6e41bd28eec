import ArgumentParser
import Glibc

/// One run of `oauthctl`.
package struct Invocation: Sendable {
  private let arguments: [String]
  private let host: Host

  /// - Parameter arguments: Without the program's name.
  package init(_ arguments: some Sequence<String>, on host: Host) {
    self.arguments = Array(arguments)
    self.host = host
  }

  /// Runs with this process's arguments. A reader that has gone is told by the write that fails, not by a signal; how a
  /// program that it runs has ended is told, also where the parent of this process does not want to know of its own.
  package static func ofProcess() async -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGCHLD, SIG_DFL)
    HelpWidth.ensureFloor()
    do throws(UsageFault) { return await Invocation(try ProcessArguments.read(), on: .process).run() } catch {
      return Invocation([], on: .process).end(Failure(error, trace: nil))
    }
  }

  /// Does what the arguments say and tells the exit status: 0 done, 1 refused, 64 usage, 69 service unavailable, 74
  /// output failed.
  package func run() async -> Int32 {
    do {
      try CommandLineCheck.run(arguments)
      var command = try OAuthCtl.parseAsRoot(arguments)
      if let command = command as? any ServiceCommand { return await run(command) }
      if let command = command as? any LocalCommand {
        try await command.run(on: host)
      } else if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return ExitStatus.success.rawValue
    } catch {
      return end(Failure(error, trace: nil))
    }
  }

  private func run(_ command: any ServiceCommand) async -> Int32 {
    let session = Session(command.global, on: host)
    do {
      try session.directory.validate()
      try await command.run(in: session)
      return ExitStatus.success.rawValue
    } catch {
      return end(Failure(error, trace: session.trace))
    }
  }

  private func end(_ failure: Failure) -> Int32 {
    guard failure.status == ExitStatus.success.rawValue else {
      host.report(failure.text)
      return failure.status
    }
    do {
      try host.write(failure.text)
      return failure.status
    } catch {
      return end(Failure(error, trace: nil))
    }
  }
}
