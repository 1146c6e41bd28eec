import Commands
import FoundationEssentials
import Glibc
import SocketTransport
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// What a backup and a restore leave behind, and what they leave alone.
extension BackupTests {
  @Test("A restore that ended in the middle is told by every service, and can be run again")
  func interrupted() async throws {
    let run = "\(home.path)/run"
    try await Daemons.run(in: home) { _ = try await $0.issueToken($0.makeApp()) }
    try await backUp(run)
    // What stands in the way of removing the last database.
    let database = "\(run)/state/token-issuer/token-issuer.sqlite"
    try FileManager.default.removeItem(atPath: database)
    try FileManager.default.createDirectory(atPath: database, withIntermediateDirectories: false)
    let ending = try await oauthctl("restore", archive, "--directory", run, "--replace")
    #expect(ending.status == 1)
    #expect(ending.errors.contains("the restore is not complete"), "\(ending.errors)")
    try FileManager.default.removeItem(atPath: database)
    try await Daemons.run(in: home) { daemons in
      let status = try await daemons.oauthctl("status")
      #expect(status.status == 69)
      for service in ServiceName.withDatabase {
        #expect(status.errors.contains("\(service.rawValue).sqlite is gone or empty"), "\(status.errors)")
      }
    }
    try await restore(into: run)
    try await Daemons.run(in: home) { _ = try await $0.issueToken($0.makeApp("Second")) }
  }

  @Test("A directory in the place of a file that the backup has is told before anything is changed")
  func occupied() async throws {
    let run = "\(home.path)/run"
    try await Daemons.run(in: home) { _ = try await $0.makeApp() }
    try await backUp(run)
    let credential = "\(run)/credentials/token-issuer/key-encryption-key"
    try FileManager.default.moveItem(atPath: credential, toPath: "\(home.path)/key")
    try FileManager.default.createDirectory(atPath: credential, withIntermediateDirectories: false)
    let ending = try await oauthctl("restore", archive, "--directory", run, "--replace")
    #expect(ending.status == 1)
    #expect(ending.errors.contains("\(credential) is a directory here, but none in the backup"), "\(ending.errors)")
    try FileManager.default.removeItem(atPath: credential)
    try FileManager.default.moveItem(atPath: "\(home.path)/key", toPath: credential)
    try await Daemons.run(in: home) { _ = try await $0.issueToken($0.makeApp("Second")) }
  }

  @Test("A restore into a directory tells the host's journal nothing, which has the checkpoints of the host's suite")
  func journal() async throws {
    try await Daemons.run(in: home) { _ = try await $0.makeApp() }
    try await backUp("\(home.path)/run")
    let told = Mutex<[String]>([])
    let host = Host(
      environment: [:], write: { _ in }, report: { _ in },
      readInput: { _ in Array("correct horse battery staple".utf8) },
      dial: { socket, service in SocketClient(path: socket, service: service) }, isForbidden: { _ in false },
      logRestoration: { sentence in told.withLock { $0.append(sentence) } })
    // The command has its process ignore them.
    let signals = [SIGINT, SIGTERM, SIGHUP]
    let former = signals.map { signal($0, SIG_IGN) }
    defer { for (number, action) in zip(signals, former) { signal(number, action) } }
    let arguments = ["restore", archive, "--directory", "\(home.path)/run", "--replace", "--passphrase-file", "-"]
    #expect(await Invocation(arguments, on: host).run() == 0)
    #expect(told.withLock(\.self) == [])
  }

  @Test("A backup leaves alone what is beside its file, also a file of the same name with .new")
  func neighbours() async throws {
    try await Daemons.run(in: home) { _ = try await $0.makeApp() }
    try Data("mine".utf8).write(to: URL(filePath: "\(archive).new"))
    try await backUp("\(home.path)/run")
    #expect(try Data(contentsOf: URL(filePath: "\(archive).new")) == Data("mine".utf8))
    let names = try FileManager.default.contentsOfDirectory(atPath: home.path)
    #expect(names.sorted() == ["archive", "archive.new", "run"])
  }

  @Test("A restore that is told to end as it reads leaves nothing of what it has decrypted")
  func interruptedReading() async throws {
    let run = "\(home.path)/run"
    try await Daemons.run(in: home) { _ = try await $0.makeApp() }
    try await backUp(run)
    let (pipe, passphrase) = ("\(home.path)/pipe", "\(home.path)/passphrase")
    try Data("correct horse battery staple".utf8).write(to: URL(filePath: passphrase))
    try #require(mkfifo(pipe, 0o600) == 0)
    let end = open(pipe, O_RDWR | O_CLOEXEC)
    // Room for all of it; the end of the file does not come before the signal.
    let content = [UInt8](try Data(contentsOf: URL(filePath: archive))).dropLast()
    let setPipeSize: CInt = 1031  // F_SETPIPE_SZ of fcntl(2)
    try #require(fcntl(end, setPipeSize, 1_048_576) >= content.count)
    try #require(content.withUnsafeBytes { write(end, $0.baseAddress, $0.count) } == content.count)
    let restore = try Program(
      "\(Daemons.products)/oauthctl",
      ["restore", pipe, "--directory", run, "--replace", "--passphrase-file", passphrase])
    let work = "\(run)/state/.work"
    try await waitUntil { FileManager.default.fileExists(atPath: "\(work)/app-registry.sqlite") }
    restore.send(signal: SIGINT)
    close(end)
    #expect(try await restore.awaitEnding().status != 0)
    #expect(!FileManager.default.fileExists(atPath: work))
  }
}
