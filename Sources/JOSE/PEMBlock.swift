import FoundationEssentials

/// A block of a text in PEM (RFC 7468): what it says that it is, and its bytes.
struct PEMBlock: Equatable {
  let label: String
  var der: [UInt8] = []
  /// Whether the block has headers, as one that was encrypted in the old way (RFC 1421).
  var hasHeaders = false
}

extension PEMBlock {
  /// The blocks of a text. What stands between them is ignored, as everybody does, and so is the name of a curve that
  /// some programs write into a block of its own.
  /// - Returns: `nil` where a block has no end, another end, or no base64.
  static func all(in text: String) -> [PEMBlock]? {
    var blocks: [PEMBlock] = []
    var lines = text.split(whereSeparator: \.isNewline)[...]
    while let line = lines.popFirst() {
      guard let label = line.label(after: "-----BEGIN ") else { continue }
      let body = lines.prefix { !$0.contains("-----") }
      lines = lines.dropFirst(body.count)
      guard lines.popFirst()?.label(after: "-----END ") == label, let block = PEMBlock(label, body) else { return nil }
      if label != "EC PARAMETERS" { blocks.append(block) }
    }
    return blocks
  }

  /// What is encrypted by headers is not read.
  private init?(_ label: String, _ lines: ArraySlice<Substring>) {
    self.label = label
    hasHeaders = lines.contains { $0.contains(":") }
    if hasHeaders { return }
    guard let bytes = Data(base64Encoded: lines.joined().filter { !$0.isWhitespace }) else { return nil }
    der = [UInt8](bytes)
  }
}

extension Substring {
  /// The label of a line such as `-----BEGIN PRIVATE KEY-----`; `nil` for another line.
  fileprivate func label(after begin: String) -> String? {
    guard let start = firstRange(of: begin)?.upperBound, let end = self[start...].firstRange(of: "-----")?.lowerBound
    else { return nil }
    return String(self[start..<end])
  }
}
