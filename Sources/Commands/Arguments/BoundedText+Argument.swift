import WireProtocol

extension BoundedText {
  /// - Throws: ``UsageFault`` for a text that is too long, too short or holds what can't be seen.
  init(argument: String) throws {
    do throws(TextFault) { try self.init(argument) } catch { throw UsageFault(error.clause) }
  }
}
