/// What a change did, as the log tells it: `"deleted app \(.app) of account \(.account)"`.
package struct Deed: Equatable, Sendable {
  fileprivate enum Piece: Equatable {
    case text(String)
    case part(Subject.Part)
    /// The one that is known, with what it is.
    case either(Subject.Part, Subject.Part)
    /// A clause that is left out where nobody told the part that ends it.
    case clause(String, Subject.Part)
  }

  private let pieces: [Piece]

  /// The parts of the subject that the sentence names.
  package var parts: [Subject.Part] {
    pieces.flatMap { piece in
      switch piece {
      case .text: [] as [Subject.Part]
      case .part(let part), .clause(_, let part): [part]
      case .either(let one, let other): [one, other]
      }
    }
  }

  /// The sentence about a subject. A part that nobody told is "?".
  package func sentence(about subject: Subject) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .part(let part): subject[part] ?? "?"
      case .either(let one, let other):
        [one, other].compactMap { part in subject[part].map { "\(part.noun) \($0)" } }.first ?? "?"
      case .clause(let text, let part): subject[part].map { text + $0 } ?? ""
      }
    }.joined()
  }
}

extension Deed: ExpressibleByStringInterpolation {
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      pieces.append(.text(literal))
    }

    package mutating func appendInterpolation(_ part: Subject.Part) {
      pieces.append(.part(part))
    }

    package mutating func appendInterpolation(either one: Subject.Part, or other: Subject.Part) {
      pieces.append(.either(one, other))
    }

    package mutating func appendInterpolation(_ text: String, ifTold part: Subject.Part) {
      pieces.append(.clause(text, part))
    }
  }

  package init(stringLiteral value: String) {
    pieces = [.text(value)]
  }

  package init(stringInterpolation: StringInterpolation) {
    pieces = stringInterpolation.pieces
  }
}
