package import WireProtocol

/// Requests as they go over a socket, encoded before anything is measured.
package struct RequestSequence: Sendable {
  /// The id of a request tells the slot of its connection: 1000 and the slot, always four digits, put in when it is
  /// sent.
  static let firstID = 1000
  static let idOffset = Frame.headerLength + #"{"jsonrpc":"2.0","id":"#.utf8.count

  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Whether it starts over at its end; otherwise each request is sent once.
  private let repeats: Bool

  package init(repeats: Bool) {
    self.repeats = repeats
  }

  /// One request, over and over.
  package init(_ method: some Method) throws {
    self.init(repeats: true)
    try append(method)
  }

  /// One request of HTTP, over and over.
  init(http request: String) {
    self.init(repeats: true)
    bytes = Array(request.utf8)
    ends = [bytes.count]
  }

  package init(_ methods: some Sequence<some Method>, repeats: Bool) throws {
    self.init(repeats: repeats)
    for method in methods { try append(method) }
  }

  package mutating func append<M: Method>(_ method: M) throws {
    let message = try Request(
      id: .number(Self.firstID), method: M.name, params: try MessageWriter.json(method)
    ).encoded()
    withUnsafeBytes(of: UInt32(message.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: message)
    ends.append(bytes.count)
  }

  package var count: Int { ends.count }

  /// A tenth of them, if each is sent once: the others are left.
  var forWarmingUp: RequestSequence {
    guard !repeats else { return self }
    var tenth = self
    tenth.ends = Array(ends.prefix(count / 10))
    return tenth
  }

  /// Lends a frame; `nil` behind the last one.
  func withFrame<Result>(_ position: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result? {
    guard !ends.isEmpty, repeats || position < ends.count else { return nil }
    let index = position % ends.count
    let range = (index == 0 ? 0 : ends[index - 1])..<ends[index]
    return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}
