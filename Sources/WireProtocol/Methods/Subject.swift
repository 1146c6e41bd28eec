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

  /// One for each part that is known, as they came. They are few: a dictionary would cost more.
  private var words: [(part: Part, text: String)] = []

  package init() {}

  package init(_ parts: any SubjectPart...) {
    for part in parts { add(part) }
  }

  /// What messages say, the first that names a part deciding: members that are called `sid`, `client_id`, or after
  /// their kind. A parent's or a creator's SID is of another thing.
  package init(of messages: any Encodable...) {
    let encoder = SubjectEncoder()
    for message in messages { try? message.encode(to: encoder) }
    self = encoder.subject
  }

  package subscript(part: Part) -> String? { words.first { $0.part == part }?.text }

  /// Adds what is not said yet.
  package mutating func add(_ value: some SubjectPart) {
    if self[value.part] == nil { words.append((value.part, value.word)) }
  }

  /// This, and of the other what is not said here.
  package func adding(_ other: Subject) -> Subject {
    var subject = self
    for word in other.words where self[word.part] == nil { subject.words.append(word) }
    return subject
  }

  /// "app OQ..., account AC...", or nothing.
  package var description: String {
    inOrder.map { "\($0.part.noun) \($0.text)" }.joined(separator: ", ")
  }

  /// What is known, in the order in which it is told.
  var inOrder: [(part: Part, text: String)] {
    Part.allCases.compactMap { part in words.first { $0.part == part } }
  }

  package static func == (left: Subject, right: Subject) -> Bool {
    Part.allCases.allSatisfy { left[$0] == right[$0] }
  }

  /// Whether a part is this word.
  package func names(_ word: String) -> Bool { words.contains { $0.text == word } }
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
      let text = try container.decodeIfPresent(String.self, forKey: VerbatimKey(part.rawValue))
      if let text { words.append((part, text)) }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: VerbatimKey.self)
    for word in inOrder { try container.encode(word.text, forKey: VerbatimKey(word.part.rawValue)) }
  }
}

extension Subject: SchemaDescribed {
  package static var schema: JSONSchema { .map(of: .string(format: nil)) }
  package static var sample: Subject { Subject() }
}
