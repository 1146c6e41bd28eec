/// Why the pepper could not be taken from its file. Tells nothing of what the file holds.
package enum PepperError: Error, Equatable, Sendable {
  case unreadable(path: String)
  case tooShort(path: String, bytes: Int)
}

extension PepperError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path):
      "The pepper's file \(path) is missing or can't be read; give the service a credential of at least "
        + "\(Pepper.minimumLength) random bytes."
    case .tooShort(let path, let bytes):
      "The pepper's file \(path) has \(bytes) bytes, at least \(Pepper.minimumLength) are needed; replace it by random bytes "
        + "(head -c \(Pepper.minimumLength) /dev/urandom)."
    }
  }
}
