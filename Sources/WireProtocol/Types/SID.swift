/// An identifier: two capital letters that tell the kind, then 32 lower-case hex digits from 128 random bits.
package struct SID<Kind: SIDKind>: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  /// `nil` unless the text is an identifier of just this kind.
  package init?(_ text: String) {
    let digits = text.utf8.dropFirst(2)
    guard text.utf8.count == 34, text.utf8.starts(with: Kind.prefix.utf8),
      let high = UInt64(lowercaseHexadecimal: digits.prefix(16)),
      let low = UInt64(lowercaseHexadecimal: digits.suffix(16))
    else { return nil }
    self.init(high: high, low: low)
  }

  /// A new identifier that nobody can guess.
  package static func random() -> SID {
    SID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
  }

  package init(high: UInt64 = 0, low: UInt64) {
    self.high = high
    self.low = low
  }

  package var text: String {
    String(unsafeUninitializedCapacity: 34) { buffer in
      _ = buffer.update(fromContentsOf: Kind.prefix.utf8)
      let digits = UnsafeMutableBufferPointer(rebasing: buffer[2...])
      return 2 + high.writeHexadecimal(to: digits)
        + low.writeHexadecimal(to: UnsafeMutableBufferPointer(rebasing: digits[16...]))
    }
  }
}

/// What an identifier identifies.
package protocol SIDKind: Sendable {
  /// Two capital letters.
  static var prefix: String { get }
  /// "an account SID".
  static var noun: String { get }
  /// What the identified is to a call that is about it.
  static var part: Subject.Part { get }
}

package enum AccountKind: SIDKind {
  package static let prefix = "AC"
  package static let noun = "an account SID"
  package static let part = Subject.Part.account
}

package enum UserKind: SIDKind {
  package static let prefix = "US"
  package static let noun = "a user SID"
  package static let part = Subject.Part.user
}

package enum AppKind: SIDKind {
  package static let prefix = "OQ"
  package static let noun = "an app SID (a client id)"
  package static let part = Subject.Part.app
}

package enum APIKeyKind: SIDKind {
  package static let prefix = "SK"
  package static let noun = "an API key SID"
  package static let part = Subject.Part.apiKey
}

package enum SecretKind: SIDKind {
  package static let prefix = "CS"
  package static let noun = "a secret SID"
  package static let part = Subject.Part.secret
}

package enum SessionKind: SIDKind {
  package static let prefix = "SE"
  package static let noun = "a session SID"
  package static let part = Subject.Part.session
}

package typealias AccountSID = SID<AccountKind>
package typealias UserSID = SID<UserKind>
/// An app's SID is its OAuth `client_id`.
package typealias AppSID = SID<AppKind>
package typealias APIKeySID = SID<APIKeyKind>
/// Names one client secret in public.
package typealias SecretSID = SID<SecretKind>
/// Names one session of the console in public.
package typealias SessionSID = SID<SessionKind>

extension SID: CustomStringConvertible {
  package var description: String { text }
}

extension SID: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let sid = SID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(Self.format)")
    }
    self = sid
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension SID: SchemaDescribed {
  private static var format: String { "\(Kind.noun), \(Kind.prefix) and 32 lower-case hex digits" }
  package static var schema: JSONSchema { .string(format: format) }
  package static var sample: SID { SID(low: 1) }
}
