package import FoundationEssentials

/// The members of a JSON object as slices of its text, after a strict check of the whole text (RFC 8259):
/// valid UTF-8, no member twice at any level, at most ``maximumDepth`` levels, nothing after the value.
///
/// The slices are decoded later by whoever knows their types, so a message is taken apart before its method is known.
package struct JSONObject: Sendable {
  /// Deepest nesting of arrays and objects. No message of the protocol needs more than 6.
  package static let maximumDepth = 64

  /// The object's members in the order of the text.
  package let members: [(name: String, value: Data)]

  package init(_ text: Data) throws(JSONFault) {
    var members: [(name: String, value: Data)] = []
    var fault: JSONFault?
    text.withUnsafeBytes { raw in
      var scanner = JSONScanner(UnsafeBufferPointer(start: raw.baseAddress?.assumingMemoryBound(to: UInt8.self), count: raw.count))
      do throws(JSONFault) {
        members = try scanner.scanDocument().map { name, value in
          (name, text[text.startIndex + value.lowerBound ..< text.startIndex + value.upperBound])
        }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    self.members = members
  }

  package subscript(name: String) -> Data? {
    members.first { $0.name == name }?.value
  }
}
