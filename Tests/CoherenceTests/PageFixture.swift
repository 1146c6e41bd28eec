import Coherence
import TestSupport
import WireProtocol

/// A change page in a directory of its own.
final class PageFixture {
  let path: String
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    path = "\(directory.path)/changes"
  }

  /// An instance of the service that owns the page.
  func signal() throws -> ChangeSignal { try ChangeSignal(path: path) }

  /// Another service.
  func watch() -> ChangeWatch { ChangeWatch(path: path) }

  func change(_ signal: ChangeSignal, _ subject: ChangeSubject) throws {
    try signal.finish(signal.begin(subject))
  }
}
