import Glibc
import TestSupport
import Testing

@testable import SocketTransport

/// Which instance of a service may exit on idle.
@Suite struct SiblingsTests {
  private let path: String
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    path = "\(directory.path)/instances"
  }

  @Test("The first instance stays while any other is in use")
  func first() throws {
    let first = try Siblings(path: path, isFirst: true)
    let others = try (2...3).map { _ in try Siblings(path: path, isFirst: false) }
    #expect(!first.needThis)
    for other in others { other.note(isInUse: true) }
    #expect(first.needThis)
    others[0].note(isInUse: false)
    #expect(first.needThis)
    others[1].note(isInUse: false)
    #expect(!first.needThis)
    first.note(isInUse: true)
    #expect(!first.needThis)
  }

  @Test("The others stay as long as the first is there, however it ends; without it each decides for itself")
  func others() throws {
    let other = try Siblings(path: path, isFirst: false)
    let third = try Siblings(path: path, isFirst: false)
    do {
      let first = try Siblings(path: path, isFirst: true)
      #expect(other.needThis)
      withExtendedLifetime(first) {}
    }
    #expect(!other.needThis)
    third.note(isInUse: true)
    #expect(!other.needThis)
  }

  @Test("Where the file can't be made, that is told")
  func fault() {
    #expect(throws: (any Error).self) { try Siblings(path: "\(directory.path)/missing/instances", isFirst: true) }
  }
}
