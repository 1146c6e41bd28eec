import WireProtocol

extension Restoration {
  /// What the backup is and has, in lines for people.
  package var summary: String {
    let contents =
      ServiceName.allCases.filter { databases[$0] != nil }.map { "database of \($0.rawValue)" }
      + entries.map { entry, _ in
        entry.service.map { "credential \(entry.name) of \($0.rawValue)" } ?? entry.name.printable
      }
    return """
      The state of \(origin.date), made on \(origin.host.printable) by release \(origin.release.printable):
      \(contents.map { "  \($0)\n" }.joined())
      """
  }
}
