/// What a call is about, for the log: identifiers and a role. Nothing that somebody typed, and nothing secret, is of a
/// type that gets in.
package struct Subject: Equatable, Sendable, CustomStringConvertible {
  package enum Part: String, CaseIterable, Sendable {
    case account, app, user, secret, role
    /// A token's `jti`, which is no secret.
    case token = "token_id"
    case signingKey = "signing_key"
    case apiKey = "api_key"
    /// A public key's thumbprint.
    case clientKey = "client_key"
    /// A session of the console, by its SID.
    case session
    /// A systemd unit, by its name.
    case unit

    /// As people call it.
    package var noun: String { self == .apiKey ? "API key" : rawValue }
  }

  private var words: [Part: String] = [:]

  package init() {}

  package init(_ parts: any SubjectPart...) {
    for part in parts { add(part) }
  }

  /// What messages say, the first that names a part deciding: members that are called `sid`, `client_id`, or after
  /// their kind. A parent's or a creator's SID is of another thing.
  package init(of messages: any Encodable...) {
    let encoder = SubjectEncoder()
    for message in messages { try? message.encode(to: encoder) }
    for part in encoder.parts { add(part) }
  }

  package subscript(part: Part) -> String? { words[part] }

  /// Adds what is not said yet.
  package mutating func add(_ value: some SubjectPart) {
    if words[value.part] == nil { words[value.part] = value.word }
  }

  /// This, and of the other what is not said here.
  package func adding(_ other: Subject) -> Subject {
    var subject = self
    subject.words.merge(other.words) { own, _ in own }
    return subject
  }

  /// "app OQ..., account AC...", or nothing.
  package var description: String {
    Part.allCases.compactMap { part in words[part].map { "\(part.noun) \($0)" } }.joined(separator: ", ")
  }

  /// Whether a part is this word.
  package func names(_ word: String) -> Bool { words.values.contains(word) }
}

/// A value that tells what a call is about.
package protocol SubjectPart {
  var part: Subject.Part { get }
  var word: String { get }
}

extension SID: SubjectPart {
  package var part: Subject.Part { Kind.part }
  package var word: String { text }
}

extension ClientID: SubjectPart {
  package var part: Subject.Part {
    switch self {
    case .app(let sid): sid.part
    case .apiKey(let sid): sid.part
    }
  }
  package var word: String { text }
}

extension Role: SubjectPart {
  package var part: Subject.Part { .role }
  package var word: String { rawValue }
}

/// An object of the parts that are known, each by its name.
extension Subject: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: VerbatimKey.self)
    for part in Part.allCases {
      words[part] = try container.decodeIfPresent(String.self, forKey: VerbatimKey(part.rawValue))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: VerbatimKey.self)
    for part in Part.allCases { try container.encodeIfPresent(words[part], forKey: VerbatimKey(part.rawValue)) }
  }
}

extension Subject: SchemaDescribed {
  package static var schema: JSONSchema { .map(of: .string(format: nil)) }
  package static var sample: Subject { Subject() }
}
