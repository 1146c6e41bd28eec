import FoundationEssentials
import Glibc
import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

/// `oauthctl backup` and `oauthctl restore` with the services of a directory.
@Suite(.timeLimit(.minutes(LongRun.minutes.asked(or: 10)))) struct BackupTests {
  private static let rounds = LongRun.backup.asked(or: 2)

  let home: TemporaryDirectory
  let archive: String

  init() throws {
    home = try TemporaryDirectory()
    archive = "\(home.path)/archive"
  }

  func oauthctl(_ arguments: String..., passphrase: String = "correct horse battery staple") async throws
    -> Program.Ending
  {
    try await Program.run(
      "\(Daemons.products)/oauthctl", arguments + ["--passphrase-file", "-"], input: passphrase)
  }

  func backUp(_ directory: String) async throws {
    let ending = try await oauthctl("backup", archive, "--directory", directory)
    try #require(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.hasPrefix("\(archive) has the state of 2"))
    var status = stat()
    #expect(stat(archive, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  func restore(into directory: String) async throws {
    let ending = try await oauthctl("restore", archive, "--directory", directory, "--replace")
    try #require(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.contains("what was revoked, rotated, disabled\nor deleted since works again"))
    #expect(ending.errors == "")
  }

  @Test(
    "A backup under load has whole apps alone, all from before and none from after it, as often as it is restored",
    arguments: [1, 2])
  func underLoad(instances: Int) async throws {
    let run = "\(home.path)/run"
    let services = Dictionary(uniqueKeysWithValues: ServiceName.withDatabase.map { ($0, instances) })
    for round in 1...Self.rounds {
      let later = "Later \(round)"
      try? FileManager.default.removeItem(atPath: archive)
      let before = Mutex<[AppSID]>([])
      var account = AccountSID.sample
      var tally: ChangeLoop.Tally?
      try await Daemons.run(in: home, instances: services) { daemons in
        let sid = try await daemons.client(of: .appRegistry).call(
          AccountsCreate(friendlyName: FriendlyName("Acme \(round)"))
        )
        .sid
        let told = try await ChangeLoop(daemons.calls(in: sid)).run(clients: 8) { loop in
          await loop.awaitProgress(of: 40)
          let known = try await daemons.apps(of: sid)
          before.withLock { $0 = known }
          try await backUp(run)
          await loop.awaitProgress(of: 40)
        }
        #expect(told.lost == [])
        _ = try await daemons.makeApp(later)
        (account, tally) = (sid, told)
      }
      let told = try #require(tally)
      let known = before.withLock { Set($0) }
      var found: [[AppSID]] = []
      for _ in 1...2 {
        try await restore(into: run)
        try await Daemons.run(in: home, instances: services) { daemons in
          let restored = try await daemons.expectWholeApps(of: account, told)
          #expect(known.isSubset(of: restored))
          #expect(restored.count < told.apps.count, "what came later is gone")
          let accounts = try await daemons.client(of: .appRegistry).call(AccountsList(pageSize: PageSize(1000))).items
          #expect(!accounts.contains { $0.friendlyName.text == later })
          found.append(restored.sorted { $0.text < $1.text })
          _ = try await daemons.makeApp(later)
        }
      }
      #expect(found[0] == found[1])
    }
  }

  @Test("A backup is restored into a directory that was not there, with its keys: secrets and tokens go on working")
  func elsewhere() async throws {
    var made: (CreatedApp, Sensitive)?
    try await Daemons.run(in: home) { daemons in
      let app = try await daemons.makeApp()
      let token = try await daemons.issueToken(app)
      made = (app, token)
    }
    // Nobody runs, as most of the time.
    try await backUp("\(home.path)/run")
    let other = try TemporaryDirectory()
    try await restore(into: "\(other.path)/run")
    let (app, token) = try #require(made)
    try await Daemons.run(in: other) { try await $0.expectService(app, token) }
  }

  @Test("What was revoked after the backup works again, and what was issued since holds, as the restore says")
  func revokedSince() async throws {
    var made: (CreatedApp, Sensitive)?
    try await Daemons.run(in: home) { daemons in
      let app = try await daemons.makeApp()
      _ = try await daemons.issueToken(app)
      try await backUp("\(home.path)/run")
      let token = try await daemons.issueToken(app)
      _ = try await daemons.client(of: .appRegistry).call(AppsDelete(sid: app.app.sid))
      made = (app, token)
    }
    try await restore(into: "\(home.path)/run")
    let (app, token) = try #require(made)
    try await Daemons.run(in: home) { daemons in
      try await daemons.expectService(app, token)
      for service in ServiceName.withDatabase {
        let entry = try #require(
          try await daemons.client(of: service).call(AuditList(pageSize: PageSize(1))).items.first)
        #expect(entry.method == "state.restore" && entry.uid == Int(getuid()))
        #expect(entry.changes?.first?.to?.hasPrefix("2") == true)
      }
      #expect(try await daemons.oauthctl("audit", "verify").status == 0)
    }
  }

  @Test("A wrong passphrase, an archive cut short or altered, one of a newer release: refused, and nothing is changed")
  func refusals() async throws {
    let run = "\(home.path)/run"
    try await Daemons.run(in: home) { _ = try await $0.makeApp() }
    try await backUp(run)
    let before = try files(of: run)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: archive)))
    var altered = bytes
    altered[bytes.count / 2] ^= 1
    let newer = Array("oauth-apps backup 2\n".utf8) + bytes.dropFirst(20)
    for (content, passphrase, fault) in [
      (bytes, "wrong horse battery staple", "the passphrase is wrong"), (altered, nil, "cut short or altered"),
      (Array(bytes.dropLast(9)), nil, "cut short or altered"), (newer, nil, "made by a newer release"),
      ([], nil, "is no backup of oauth-apps"),
    ] as [([UInt8], String?, String)] {
      try Data(content).write(to: URL(filePath: archive))
      for options in [["--replace"], ["--dry-run"]] {
        let ending = try await Program.run(
          "\(Daemons.products)/oauthctl",
          ["restore", archive, "--directory", run, "--passphrase-file", "-"] + options,
          input: passphrase ?? "correct horse battery staple")
        #expect(ending.status == 1)
        #expect(ending.errors.contains(fault), "\(ending.errors)")
        #expect(ending.output == "")
      }
      #expect(try files(of: run) == before)
    }
  }

  @Test("State is not replaced unless that is asked for, nor while oauthctl up runs; --dry-run tells what there is")
  func guarded() async throws {
    let run = "\(home.path)/run"
    try await Daemons.run(in: home) { daemons in
      _ = try await daemons.makeApp()
      try await backUp(run)
      let running = try await oauthctl("restore", archive, "--directory", run, "--replace")
      #expect(running.status == 64)
      #expect(running.errors.contains("another oauthctl up runs in \(run)"), "\(running.errors)")
      let again = try await oauthctl("backup", archive, "--directory", run)
      #expect(again.status == 1)
      #expect(again.errors.contains("\(archive) is there already"))
    }
    let unasked = try await oauthctl("restore", archive, "--directory", run)
    #expect(unasked.status == 64)
    #expect(unasked.errors.contains("give --replace"), "\(unasked.errors)")
    let told = try await oauthctl("restore", archive, "--directory", run, "--dry-run")
    #expect(told.status == 0, "\(told.errors)")
    for line in ["database of app-registry", "credential pepper of secret-manager", "The state of 2"] {
      #expect(told.output.contains(line))
    }
    for path in ["", "\(home.path)/"] {
      let nameless = try await oauthctl("backup", path, "--directory", run)
      #expect(nameless.status == 1)
      #expect(nameless.errors.contains("names no file; give the file that is to be made"), "\(nameless.errors)")
    }
    let short = try await oauthctl("backup", "\(home.path)/second", "--directory", run, passphrase: "short")
    #expect(short.errors.contains("the passphrase is too short"))
    #expect(!FileManager.default.fileExists(atPath: "\(home.path)/second"))
  }

  @Test("A backup has no secret in the clear, and says which credential is missing")
  func secrecy() async throws {
    let run = "\(home.path)/run"
    try await Daemons.run(in: home) { _ = try await $0.makeApp("A name of its own") }
    try await backUp(run)
    let pepper = "\(run)/credentials/secret-manager/pepper"
    let bytes = try Data(contentsOf: URL(filePath: archive))
    #expect(bytes.firstRange(of: try Data(contentsOf: URL(filePath: pepper))) == nil)
    #expect(bytes.firstRange(of: Data("A name of its own".utf8)) == nil)
    try FileManager.default.removeItem(atPath: pepper)
    let ending = try await oauthctl("backup", "\(home.path)/second", "--directory", run)
    #expect(ending.status == 1)
    #expect(ending.errors.contains("the credential \(pepper) is missing"), "\(ending.errors)")
  }

  @Test("A backup whose pepper is not that of its secrets is restored as it is, with a warning")
  func otherPepper() async throws {
    let run = "\(home.path)/run"
    try await Daemons.run(in: home) { _ = try await $0.makeApp() }
    try Data(repeating: 7, count: 32).write(to: URL(filePath: "\(run)/credentials/secret-manager/pepper"))
    try await backUp(run)
    let ending = try await oauthctl("restore", archive, "--directory", run, "--dry-run")
    #expect(ending.status == 0)
    #expect(ending.errors.contains("warning: secret-manager has another pepper"), "\(ending.errors)")
  }

  /// The contents of all files below a directory.
  private func files(of directory: String) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: directory)
    return Dictionary(
      uniqueKeysWithValues: paths.compactMap { path in
        (try? Data(contentsOf: URL(filePath: "\(directory)/\(path)"))).map { (path, $0) }
      })
  }
}

extension Daemons {
  /// Expects of each app that there is that it and its secrets were told, and that each secret works.
  /// - Returns: The apps.
  fileprivate func expectWholeApps(of account: AccountSID, _ tally: ChangeLoop.Tally) async throws -> [AppSID] {
    let apps = try await apps(of: account)
    for app in apps {
      let told = Dictionary(uniqueKeysWithValues: (tally.apps[app] ?? []).map { ($0.sid, $0.secret) })
      let secrets = try await client(of: .appRegistry).call(AppsListSecrets(sid: app)).items
      #expect(!secrets.isEmpty, "\(app) has no secret")
      for secret in secrets {
        guard let value = told[secret.sid] else {
          Issue.record("\(secret.sid) of \(app) was told to nobody")
          continue
        }
        _ = try await client(of: .tokenIssuer).call(TokensIssue(clientId: app, clientSecret: value))
      }
    }
    return apps
  }
}
