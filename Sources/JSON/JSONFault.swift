/// Why a text is not the strict JSON that its reader takes, and where.
package struct JSONFault: Error, Equatable, Sendable {
  /// A clause without a full stop, such as "member \"id\" stands twice".
  package let reason: String
  /// Offset of the offending byte from the start of the text.
  package let offset: Int

  package init(_ reason: String, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
