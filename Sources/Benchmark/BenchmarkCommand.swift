package import ArgumentParser
import Commands
import Glibc
import SystemCalls
import UnixSignals
import WireProtocol

/// The command line of `oauth-bench`.
package struct BenchmarkCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "oauth-bench",
    abstract: "Measures the services of oauth-apps at work, beside what the machine itself can do.",
    discussion: """
      Starts the real daemons on a socket each, loads them from this process and
      prints a table, then each budget with what was measured and whether it is met.
      A budget that is not met is no failure. At most ten minutes.

      Exit status:
        0   done
        1   a service replied with an error, or could not be measured
        64  wrong usage
        130 interrupted
      """, version: productVersion, subcommands: [StrangerCommand.self])
  package static let _errorLabel = "oauth-bench"

  @Flag(help: "Take a minute: fewer conditions, less time for each.")
  var quick = false

  @Flag(
    help: "Measure the services that are installed on this host; root only, and they are stopped and filled with apps.")
  var systemd = false

  @Flag(help: "Print one JSON object instead of the tables.")
  var json = false

  @Option(
    help: ArgumentHelp("Draw latencies, and rates against connections, instances and apps.", valueName: "file.svg"))
  var plot: String?

  @Option(
    help: ArgumentHelp("Compare with the executables of another build, and measure nothing else.", valueName: "dir"))
  var baseline: String?

  @Option(help: ArgumentHelp("Where the databases go for the time, on a disk.", valueName: "dir"))
  var directory = "/var/tmp"

  package init() {}

  package func validate() throws {
    guard access(directory, W_OK) == 0 else {
      throw ValidationError(SystemError("write in \(directory)").description)
    }
    guard let baseline else { return }
    guard !systemd else { throw ValidationError("--baseline compares embedded services only; leave out --systemd") }
    guard plot == nil else { throw ValidationError("--baseline draws nothing; leave out --plot") }
    for program in ["oauthctl"] + ServiceName.behindSockets.map(\.executable)
    where access("\(baseline)/\(program)", X_OK) != 0 {
      throw ValidationError("\(baseline) has no executable \(program)")
    }
  }

  /// Does what the process's arguments say, and ends the process where that fails.
  package static func start() async { await main() }

  package func run() async throws {
    let installation = try Installation.find(permissions: nil)
    if let baseline { return try await compare(installation, with: baseline) }
    let site: any Site = try systemd ? SystemdSite() : EmbeddedSite(parent: directory, installation: installation)
    let secured = try systemd ? nil : EmbeddedSite(parent: directory, installation: installation, isSecure: true)
    let run = BenchmarkRun(
      site: site, secured: secured, plan: quick ? .quick : .full, programs: installation.programs,
      tell: Self.progress())
    let outcome = await Self.untilInterrupted { try await run.report() }
    await site.end()
    await secured?.end()
    let report = try outcome.get()
    if let plot { try Self.write(report.plot(), to: plot) }
    print(try json ? report.json() : report.text(), terminator: "")
  }

  private func compare(_ installation: Installation, with baseline: String) async throws {
    let permissions = installation.permissions[0]
    let before = CommandSite(parent: directory, programs: baseline, permissions: permissions)
    let now = CommandSite(parent: directory, programs: installation.programs, permissions: permissions)
    let run = ComparisonRun(before: before, now: now, plan: quick ? .quick : .full, tell: Self.progress())
    let outcome = await Self.untilInterrupted { try await run.comparison() }
    await before.end()
    await now.end()
    let comparison = try outcome.get()
    print(try json ? comparison.json() : comparison.text(), terminator: "")
  }

  private static func write(_ text: String, to path: String) throws {
    let file = fopen(path, "w")
    guard let file, fputs(text, file) >= 0, fclose(file) == 0 else { throw SystemError("write \(path)") }
  }

  /// Tells what goes on, and when it began, on standard error.
  private static func progress() -> @Sendable (String) -> Void {
    let start = ContinuousClock.now
    return { text in
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      Host.process.report("\(Figure.fixed(seconds, decimals: 1)) s: \(text)\n")
    }
  }

  /// The daemons are no longer there when Ctrl-C ends this.
  private static func untilInterrupted<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async -> Result<Value, any Error> {
    await withTaskGroup(of: Result<Value, any Error>.self) { group in
      group.addTask {
        do { return .success(try await body()) } catch { return .failure(error) }
      }
      group.addTask {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { break }
        return .failure(ExitCode(130))
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(CancellationError())
    }
  }
}
