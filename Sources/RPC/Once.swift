import Synchronization

/// Something that is made when it is first wanted, and kept.
package final class Once<Value: Sendable>: Sendable {
  private let make: @Sendable () throws -> Value
  private let kept = Mutex<Value?>(nil)

  package init(_ make: @escaping @Sendable () throws -> Value) {
    self.make = make
  }

  package var value: Value {
    get throws {
      try kept.withLock { kept in
        if let kept { return kept }
        let value = try make()
        kept = value
        return value
      }
    }
  }
}
