import Glibc
import SystemCalls

/// A file that is written beside its place, to be put there in one step.
struct StagedFile {
  let place: String
  /// Of the directories above it that are made.
  let directoryMode: mode_t

  private var draft: String {
    let parts = place.split(separator: "/", omittingEmptySubsequences: false)
    return (parts.dropLast() + [".\(parts.last ?? "").restored"]).joined(separator: "/")
  }

  /// Makes the directories above it too, unless they are there.
  func write(_ content: [UInt8], mode: mode_t, owner: FileOwner?) throws {
    try prepare()
    let file = try OpenFile(making: draft)
    try file.write(content)
    try file.finish(mode: mode, owner: owner)
  }

  func writeLink(to target: String) throws {
    try prepare()
    guard symlink(target, draft) == 0 else { throw SystemError("make \(draft)") }
  }

  func put() throws {
    guard rename(draft, place) == 0 else { throw SystemError("rename \(draft)") }
  }

  func discard() {
    unlink(draft)
  }

  private func prepare() throws {
    unlink(draft)
    let parts = place.split(separator: "/").dropLast()
    for count in parts.indices.map({ $0 + 1 }) {
      let directory = "/" + parts.prefix(count).joined(separator: "/")
      guard mkdir(directory, directoryMode) == 0 || errno == EEXIST else { throw SystemError("make \(directory)") }
    }
  }
}
