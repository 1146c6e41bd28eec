import Crypto
import JSON

/// Seals positions in lists, so that the token of a page tells nothing and is good for its own list only.
package struct PageSeal: Sendable {
  /// For lists that anybody may read whole: their positions are no secret.
  package static let ofPublicLists = PageSeal(key: Array(repeating: 0, count: keyLength))

  /// What a schema needs to have for pages of rows: the database's own key, shared by the instances.
  package static let schema = """
    CREATE TABLE page_seal (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
    INSERT INTO page_seal (id, key) VALUES (1, randomblob(\(keyLength)));
    """

  private static let keyLength = 32

  private let key: SymmetricKey

  private init(key: [UInt8]) {
    self.key = SymmetricKey(data: key)
  }

  /// That of the database.
  init(_ transaction: Transaction) throws {
    guard let row = try transaction.row("SELECT key FROM page_seal WHERE id = 1") else {
      throw ColumnError(column: "key", expected: "key of 32 bytes")
    }
    self.init(key: try row.value("key"))
  }

  /// - Parameter list: What tells the list from every other: the method's name, and what selects the items.
  func token(at position: PagePosition, in list: String) throws -> String {
    let sealed = try AES.GCM.seal(position.bytes, using: key, authenticating: Array(list.utf8))
    return Base64URL.encode((Array(sealed.nonce) + Array(sealed.ciphertext) + Array(sealed.tag)).span)
  }

  /// `nil` for a token that the list has not given out.
  func position(of token: String, in list: String) -> PagePosition? {
    guard let sealed = Base64URL.decode(Array(token.utf8).span), let box = try? AES.GCM.SealedBox(combined: sealed),
      let bytes = try? AES.GCM.open(box, using: key, authenticating: Array(list.utf8))
    else { return nil }
    return PagePosition(bytes: Array(bytes))
  }
}
