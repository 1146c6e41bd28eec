import Glibc
import SystemCalls

/// A file that is written beside its place, to be put there in one step.
struct StagedFile {
  let place: String
  /// Of the directories above it that are made.
  let directoryMode: mode_t

  private var draft: String { draftPath(of: place, mark: "restored") }

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
    var status = stat()
    guard lstat(place, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
      throw BackupFault("\(place) is a directory here, but none in the backup; move it elsewhere")
    }
    try makeDirectories(above: place, mode: directoryMode)
    unlink(draft)
  }
}

/// A directory of the configuration, as the backup has it.
struct RestoredDirectory {
  let path: String
  let mode: mode_t
  let owner: FileOwner

  /// Makes it, and those above it, unless it is there. One that is there is as it was until ``put()``.
  func make() throws {
    try makeDirectories(above: path, mode: 0o755)
    if mkdir(path, 0o700) == 0 { return try put() }
    guard errno == EEXIST else { throw SystemError("make \(path)") }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw BackupFault("\(path) is no directory here, but one in the backup; move it elsewhere")
    }
  }

  func put() throws {
    guard chown(path, owner.user, owner.group) == 0 else { throw SystemError("give \(path) to its owner") }
    guard chmod(path, mode) == 0 else { throw SystemError("change the permissions of \(path)") }
  }
}

/// Those that are missing, with just these permissions, whatever the umask.
private func makeDirectories(above place: String, mode: mode_t) throws(SystemError) {
  let parts = place.split(separator: "/").dropLast()
  for count in parts.indices.map({ $0 + 1 }) {
    let directory = "/" + parts.prefix(count).joined(separator: "/")
    if mkdir(directory, 0o700) == 0 {
      guard chmod(directory, mode) == 0 else { throw SystemError("change the permissions of \(directory)") }
    } else if errno != EEXIST {
      throw SystemError("make \(directory)")
    }
  }
}
