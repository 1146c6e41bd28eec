import FoundationEssentials

/// A block of a PEM file (RFC 7468), decoded.
struct PEMBlock: Sendable {
  /// Such as "PUBLIC KEY".
  let label: String
  let der: [UInt8]
  /// Whether its header says so, as OpenSSL's older form does; a newer form has a label of its own.
  let isEncrypted: Bool

  /// The first block that is a key, or else the first: a file of an EC key may begin with the curve's parameters.
  static func key(in text: String) -> PEMBlock? {
    let blocks = all(in: text)
    return blocks.first { $0.label.hasSuffix("KEY") } ?? blocks.first
  }

  /// The blocks of a text, in order; what stands between them is for people. A block that does not end or is not
  /// base64 is left out.
  private static func all(in text: String) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var label: String?
    var lines: [Substring] = []
    for line in text.split(whereSeparator: \.isNewline) {
      if let begun = line.label(after: "-----BEGIN ") {
        (label, lines) = (begun, [])
      } else if let ended = line.label(after: "-----END ") {
        if ended == label, let block = PEMBlock(label: ended, lines) { blocks.append(block) }
        label = nil
      } else if label != nil {
        lines.append(line)
      }
    }
    return blocks
  }

  private init?(label: String, _ lines: [Substring]) {
    let headers = lines.filter { $0.contains(":") }
    let base64 = lines.filter { !$0.contains(":") }.joined().filter { !$0.isWhitespace }
    isEncrypted = headers.contains { $0.contains("ENCRYPTED") }
    // What is encrypted has headers of any form and is not decoded.
    guard let der = isEncrypted ? Data() : Data(base64Encoded: base64) else { return nil }
    self.label = label
    self.der = [UInt8](der)
  }
}

extension Substring {
  fileprivate func label(after prefix: String) -> String? {
    guard hasPrefix(prefix), let end = dropFirst(prefix.count).firstRange(of: "-----") else { return nil }
    return String(self[..<end.lowerBound].dropFirst(prefix.count))
  }
}
