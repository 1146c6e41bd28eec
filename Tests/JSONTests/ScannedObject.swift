import JSON

/// The names of an object's members, after a scan of the whole text.
struct ScannedObject {
  let names: [String]

  init(_ text: [UInt8], limits: JSONLimits = JSONLimits(depth: 64)) throws(JSONFault) {
    names = try text.span.withUnsafeBytes { text throws(JSONFault) in
      var cursor = JSONCursor(text, limits: limits)
      var names = JSONNames()
      var found: [String] = []
      try cursor.enterObject()
      while let name = try cursor.nextName(&names) {
        found.append(name)
        try cursor.skipValue()
      }
      guard cursor.isAtEnd() else { throw cursor.fault("more follows") }
      return found
    }
  }
}
