package import WireProtocol

/// Apps that are made all at once. What one of them is called and what its secret is follows from its number, so that a
/// million of them take no memory here.
///
/// Their SIDs ascend with their numbers, evenly over all there can be: in order, rows are inserted many times as fast.
package struct SeededApps: Sendable {
  package let count: Int
  /// So many apps belong to each of the accounts that are made for them.
  static let appsPerAccount = 1000
  package static let permissions = [
    "/twilio/messaging/messages/create", "/twilio/messaging/messages/list", "/twilio/messaging/messages/read",
  ]

  /// Makes this batch another than those before it.
  private let salt: UInt64
  private let stride: UInt64

  /// - Parameter count: At least 1.
  package init(count: Int, salt: UInt64 = .random(in: 0 ... .max)) {
    self.count = count
    self.salt = salt
    stride = .max / UInt64(count)
  }

  /// What an app needs to get a token.
  package struct Credentials: Sendable {
    package let sid: AppSID
    package let secret: Sensitive
  }

  package func credentials(_ number: Int) -> Credentials {
    var random = SplitMix64(seed: salt &+ UInt64(number))
    return Credentials(sid: appSid(number), secret: Sensitive(secretText(&random)))
  }

  /// So many of them, spread evenly.
  package func sample(_ size: Int) -> [Credentials] {
    (0..<min(size, count)).map { credentials($0 * count / min(size, count)) }
  }

  func appSid(_ number: Int) -> AppSID { sid(number, seed: 1) }
  func secretSid(_ number: Int) -> SecretSID { sid(number, seed: 2) }
  func accountSid(_ number: Int) -> AccountSID { sid(number * Self.appsPerAccount, seed: 3) }
  /// The numbers of an account's apps.
  func numbers(of account: Int) -> Range<Int> {
    account * Self.appsPerAccount..<min(count, (account + 1) * Self.appsPerAccount)
  }

  var accountCount: Int { (count + Self.appsPerAccount - 1) / Self.appsPerAccount }

  /// Unlike any other batch's.
  func name(_ number: Int) -> String { "Seeded \(salt) \(number)" }

  private func sid<Kind: SIDKind>(_ number: Int, seed: UInt64) -> SID<Kind> {
    var random = SplitMix64(seed: salt &+ UInt64(number) &* 8 &+ seed)
    return SID(high: UInt64(number) * stride + random.next() % stride, low: random.next())
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// 64 characters, as the secret manager's own.
  private func secretText(_ random: inout SplitMix64) -> String {
    String(decoding: (0..<64).map { _ in Self.alphabet[Int(random.next() % 64)] }, as: UTF8.self)
  }
}
