/// What a change did, as the log tells it: `"deleted app \(.app) of account \(.account)"`.
package struct Deed: Equatable, Sendable {
  fileprivate enum Piece: Equatable {
    case text(String)
    case part(Subject.Part)
    /// A clause that is left out where nobody told the part that ends it.
    case clause(String, Subject.Part)
  }

  private let pieces: [Piece]

  /// The parts of the subject that the sentence names.
  package var parts: [Subject.Part] {
    pieces.compactMap { piece in
      switch piece {
      case .text: nil
      case .part(let part), .clause(_, let part): part
      }
    }
  }

  /// The sentence about a subject. A part that nobody told is "?".
  package func sentence(about subject: Subject) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .part(let part): subject[part] ?? "?"
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
