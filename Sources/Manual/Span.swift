/// A piece of a line.
package enum Span: Equatable, Sendable {
  case text(String)
  /// What is typed or read as it stands, in bold.
  case literal(String)
  /// What stands for something else, or is stressed.
  case emphasized(String)
}

extension [Span] {
  /// As source within a line.
  var roff: String {
    map { span in
      switch span {
      case .text(let text): Roff.escaped(text)
      case .literal(let text): #"\fB"# + Roff.escaped(text) + #"\fR"#
      case .emphasized(let text): #"\fI"# + Roff.escaped(text) + #"\fR"#
      }
    }.joined()
  }

  /// Without what tells them apart.
  var plain: String {
    map { span in
      switch span {
      case .text(let text), .literal(let text), .emphasized(let text): text
      }
    }.joined()
  }
}
