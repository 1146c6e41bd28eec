import Foundation
import RPC
import SecretManager
import Storage
import Synchronization
import TestSupport
import Testing
import WireProtocol

@Suite struct SecrecyTests {
  @Test("R14: Neither a secret nor the pepper stands in the database, its log or its index, in any of their spellings")
  func files() async throws {
    let vault = try Vault()
    let registry = try vault.instance()
    var secrets = [try await registry.create().secret.revealed]
    for _ in 1...3 { secrets.append(try await registry.rotate().secret.revealed) }
    _ = try await registry.verify(Sensitive(secrets[3]))

    let files = try FileManager.default.contentsOfDirectory(atPath: vault.directory.path)
    #expect(Set(files) == ["secrets.db", "secrets.db-wal", "secrets.db-shm", "secrets.db-made"])
    for file in files {
      let bytes = try Data(contentsOf: URL(filePath: "\(vault.directory.path)/\(file)"))
      for spelling in secrets.flatMap(spellings) + spellings(String(decoding: Vault.pepperBytes, as: UTF8.self)) {
        #expect(bytes.range(of: spelling) == nil, "\(file)")
      }
    }
  }

  /// A text as itself, in hex, in base64, and what it is the base64url of.
  private func spellings(_ text: String) -> [Data] {
    let bytes = Data(text.utf8)
    let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    return [
      bytes, Data(bytes.map { String(format: "%02x", $0) }.joined().utf8), bytes.base64EncodedData(),
      Data(base64Encoded: base64),
    ].compactMap(\.self)
  }

  @Test("R14: A row holds a keyed hash: under another pepper no secret works, under the old one all do again")
  func otherPepper() async throws {
    let vault = try Vault()
    let issued = try await vault.instance().create()
    for other in [Data(Vault.pepperBytes.reversed()), Vault.pepperBytes + [0x0A]] {
      await expectRefusal(.unavailable) { _ = try await vault.instance(pepper: other).works(issued) }
    }
    #expect(try await vault.instance().works(issued))
  }

  @Test("R14: A row's hash is 32 bytes that a copy of the secret alone does not make")
  func hash() async throws {
    let vault = try Vault()
    _ = try await vault.instance().create()
    let hash: [UInt8]? = try await vault.store().read { try $0.row("SELECT hash FROM secrets")?.value("hash") }
    #expect(hash?.count == 32)
  }

  @Test("R14: No description, dump or error shows a secret or the pepper")
  func descriptions() async throws {
    let vault = try Vault()
    let registry = try vault.instance()
    let issued = try await registry.create()
    let secret = issued.secret.revealed
    var shown = "\(issued) \(String(reflecting: issued))"
    dump(issued, to: &shown)
    dump(SecretsVerify(clientId: vault.client, clientSecret: issued.secret), to: &shown)
    let error = await #expect(throws: ServiceError.self) { try await registry.create() }
    dump(error, to: &shown)
    dump(try vault.manager(), to: &shown)
    #expect(!shown.contains(secret))
    #expect(!shown.contains("shows where it does not belong"))
    #expect(shown.contains("‹redacted›"))
  }

  @Test("R14: An error of the database shows neither the secret nor its hash")
  func databaseErrors() async throws {
    let vault = try Vault()
    let details = Mutex("")
    let dispatcher = Dispatcher(try vault.manager { Array(repeating: 1, count: $0) }.routes) { completion in
      details.withLock { $0 += completion.detail ?? "" }
    }
    try await vault.store().change(.noApp) {
      try $0.run("CREATE TRIGGER broken BEFORE INSERT ON secrets BEGIN SELECT raise(ABORT, 'broken'); END")
    }
    await expectRefusal(.internalError) { _ = try await vault.caller(.service(.appRegistry), of: dispatcher).create() }
    let logged = details.withLock(\.self)
    #expect(logged.contains("broken"))
    #expect(!logged.contains("AQEBAQ"))
    #expect(logged.contains("VALUES (?, ?, ?, ?, ?, ?)"))
    #expect(!logged.contains(vault.client.text))
  }
}
