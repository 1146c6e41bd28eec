import WireProtocol

extension BoundedText {
  /// - Throws: ``UsageFault`` for a text that is too long, too short or holds control characters.
  init(argument: String) throws {
    do throws(TextFault) { try self.init(argument) } catch { throw UsageFault(error.clause) }
  }
}
