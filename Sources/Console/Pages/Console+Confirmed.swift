import HTTP

extension Console {
  /// The page that tells of a change, and the form that makes it.
  /// - Parameters:
  ///   - find: What is to be changed, as it is now.
  ///   - trail: The way to it; its last step is where somebody goes who does not want the change.
  ///   - fields: What else has to be chosen, as it was chosen before.
  ///   - change: What can't be done is told above the form, which is there for another try.
  func changing<Subject: Sendable>(
    _ path: String, _ find: @escaping @Sendable (Visit) async throws -> Subject,
    trail: @escaping @Sendable (Subject) -> [Page.Crumb],
    _ confirmation: @escaping @Sendable (Subject) -> Confirmation,
    fields: @escaping @Sendable (Subject, Form) -> HTML = { _, _ in .empty },
    _ change: @escaping @Sendable (Subject, Submission) async throws -> Outcome
  ) -> [HTTPRoute] {
    [
      page(path) { visit in
        let subject = try await find(visit)
        return confirmation(subject).page(visit, trail(subject), fields: fields(subject, visit.query))
      },
      form(path) { submission in
        let subject = try await find(submission.visit)
        let confirmation = confirmation(subject)
        do {
          if let name = confirmation.name { try submission.requireName(name) }
          return try await change(subject, submission)
        } catch  where error.isForAnotherTry {
          let fields = fields(subject, submission.form)
          return .page(confirmation.page(submission.visit, trail(subject), fields: fields, error))
        }
      },
    ]
  }
}
