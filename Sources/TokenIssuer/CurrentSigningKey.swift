import JOSE
import RPC
import Synchronization
import WireProtocol

/// The key that signs now, once it is opened. The first question ever makes it.
final class CurrentSigningKey: Source {
  /// The only question.
  enum Moment { case now }

  private let keys: SigningKeys
  private let key = Mutex<SigningKey?>(nil)

  init(_ keys: SigningKeys) {
    self.keys = keys
  }

  func known(_: Moment) -> SigningKey? { key.withLock(\.self) }

  func ask(_: Moment, within call: Call) async throws -> SigningKey {
    // To open a key takes a while. The call's other questions go out first, to services that may have to start.
    await Task.yield()
    let current = try await keys.current()
    key.withLock { $0 = current }
    return current
  }
}
