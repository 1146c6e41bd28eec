/// Whom secrets are made for, and who shows one to prove itself: an app or an API key. On the wire it is the SID.
package enum ClientID: Hashable, Sendable {
  case app(AppSID)
  case apiKey(APIKeySID)

  /// `nil` unless the text is the SID of an app or of an API key.
  package init?(_ text: String) {
    if let sid = AppSID(text) {
      self = .app(sid)
    } else if let sid = APIKeySID(text) {
      self = .apiKey(sid)
    } else {
      return nil
    }
  }

  package var text: String {
    switch self {
    case .app(let sid): sid.text
    case .apiKey(let sid): sid.text
    }
  }

  /// The last 64 of the SID's random bits.
  package var low: UInt64 {
    switch self {
    case .app(let sid): sid.low
    case .apiKey(let sid): sid.low
    }
  }
}

/// A kind of SID that names a client.
package protocol ClientKind: SIDKind {
  static func clientID(_ sid: SID<Self>) -> ClientID
}

extension AppKind: ClientKind {
  package static func clientID(_ sid: AppSID) -> ClientID { .app(sid) }
}

extension APIKeyKind: ClientKind {
  package static func clientID(_ sid: APIKeySID) -> ClientID { .apiKey(sid) }
}

extension SID where Kind: ClientKind {
  package var clientID: ClientID { Kind.clientID(self) }
}

extension ClientID: CustomStringConvertible {
  package var description: String { text }
}

extension ClientID: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = ClientID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.format)")
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension ClientID: SchemaDescribed {
  private static var format: String {
    "the SID of an app or of an API key, \(AppKind.prefix) or \(APIKeyKind.prefix) and 32 lower-case hex digits"
  }
  package static var schema: JSONSchema { .string(format: format) }
  package static var sample: ClientID { .app(.sample) }
}
