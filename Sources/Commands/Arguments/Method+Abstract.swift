import WireProtocol

extension Method {
  /// The summary for people who have the command alone: without the numbers of rules.
  static var abstract: String { summary.replacing(/\s\(R\d+(, R\d+)*\)/, with: "") }
}
