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
    for other in others { other.note(connections: 1) }
    #expect(first.needThis)
    others[0].note(connections: 0)
    #expect(first.needThis)
    others[1].note(connections: 0)
    #expect(!first.needThis)
    first.note(connections: 1)
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
    third.note(connections: 1)
    #expect(!other.needThis)
  }

  @Test("An instance that has two connections more than another leaves it the next; within one, all have their share")
  func shares() throws {
    let siblings = try (1...3).map { try Siblings(path: path, isFirst: $0 == 1) }
    for (sibling, connections) in zip(siblings, [4, 3, 2]) {
      sibling.note(isListening: true)
      sibling.note(connections: connections)
    }
    #expect(siblings.map(\.haveFewer) == [true, false, false])
    siblings[2].note(connections: 3)
    #expect(siblings.map(\.haveFewer) == [false, false, false])
    siblings[1].note(connections: 0)
    #expect(siblings.map(\.haveFewer) == [true, false, true])
  }

  @Test("Nothing is left to an instance that does not accept yet, that accepts no more, or that has ended")
  func absence() throws {
    let busy = try Siblings(path: path, isFirst: true)
    busy.note(isListening: true)
    busy.note(connections: 9)
    do {
      let other = try Siblings(path: path, isFirst: false)
      #expect(!busy.haveFewer)
      other.note(isListening: true)
      #expect(busy.haveFewer)
      other.note(isListening: false)
      other.note(connections: 1)
      #expect(!busy.haveFewer)
      other.note(isListening: true)
      #expect(busy.haveFewer)
    }
    #expect(!busy.haveFewer)
  }

  @Test("Of more instances than there are seats, those that have none accept what comes")
  func crowd() throws {
    let siblings = try (1...66).map { try Siblings(path: path, isFirst: $0 == 1) }
    for sibling in siblings {
      sibling.note(isListening: true)
      sibling.note(connections: 5)
    }
    siblings[1].note(connections: 0)
    #expect(siblings.map(\.haveFewer) == (1...66).map { $0 != 2 && $0 <= 64 })
    siblings[64].note(connections: 0)
    #expect(siblings.count(where: \.haveFewer) == 63)
  }

  @Test("Where the file can't be made, that is told")
  func fault() {
    #expect(throws: (any Error).self) { try Siblings(path: "\(directory.path)/missing/instances", isFirst: true) }
  }
}
