import Crypto
import WireProtocol

extension EntryHash {
  /// - Parameter entry: As it is stored.
  init(of entry: [UInt8]) {
    self.init(trusted: Array(SHA256.hash(data: entry)))
  }
}

extension EntryHash: ColumnValue {
  package var sqlValue: SQLValue { .blob(bytes) }

  package init?(sqlValue: SQLValue) {
    guard let bytes = [UInt8](sqlValue: sqlValue) else { return nil }
    self.init(bytes)
  }
}
