import Glibc
import SystemCalls
import WireProtocol

/// A file with a token for whoever owns the directory. Its owner may do in the directory what it likes, also while the
/// file is written, and gains nothing but its own token: no link is followed, and names are looked up in the directory
/// that was opened.
struct DeliveredToken {
  private static let name = "access-token"
  private static let draft = ".access-token.new"

  let directory: String

  /// Whoever reads meanwhile has the former token or this one.
  func write(_ token: Sensitive) throws(SystemError) {
    let place = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard place >= 0 else { throw SystemError("open \(directory)") }
    defer { close(place) }
    var owner = stat()
    guard fstat(place, &owner) == 0 else { throw SystemError("look at \(directory)") }
    // One that a run has left which was killed.
    unlinkat(place, Self.draft, 0)
    let file = try Descriptor.makePrivateFile(Self.draft, in: place)
    defer { file.close() }
    do throws(SystemError) {
      try file.write(token.revealed)
      try file.give(to: owner.st_uid, owner.st_gid, mode: 0o400)
      guard renameat(place, Self.draft, place, Self.name) == 0 else {
        throw SystemError("make \(directory)/\(Self.name)")
      }
    } catch {
      unlinkat(place, Self.draft, 0)
      throw error
    }
  }
}
