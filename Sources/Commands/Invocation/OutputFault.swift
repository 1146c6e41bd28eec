import SystemCalls

/// What was asked for can't be written where it was to go.
struct OutputFault: Error {
  /// Names the place, for people.
  var place = "standard output"
  let cause: SystemError
  /// What was done all the same, and how to go on.
  var consequence: String?
}
