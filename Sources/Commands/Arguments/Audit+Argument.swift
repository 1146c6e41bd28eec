import WireProtocol

extension Timestamp {
  /// - Throws: ``UsageFault`` for anything but a moment in UTC.
  init(argument: String) throws {
    guard let moment = Timestamp(argument) else {
      throw UsageFault("a moment in UTC is expected, such as 2026-11-23T13:00:00Z")
    }
    self = moment
  }
}

extension AuditCheckpoint {
  /// - Throws: ``UsageFault`` for anything but a number and a hash.
  init(argument: String) throws {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let number = Int(parts[0]), number > 0, let hash = EntryHash(parts[1]) else {
      throw UsageFault("an entry's number and hash are expected, NUMBER:HASH, the hash 64 lower-case hex digits")
    }
    self.init(number: number, hash: hash)
  }
}
