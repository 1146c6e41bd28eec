import Glibc

/// A change page's file as it is opened by the service that owns it: whole, and mapped as far as the counters go.
struct PageFile {
  let descriptor: CInt
  let memory: UnsafeMutableRawPointer

  /// Opens the file, or makes it with all counters 0. The caller owns the descriptor and the memory.
  init(path: String) throws(ChangePageError) {
    descriptor = try Self.open(path)
    do { memory = try Self.map(descriptor, path) } catch {
      close(descriptor)
      throw error
    }
  }

  /// Replaces a file that was cut short: it has lost what its counters had reached, and they must not reach it again.
  private static func open(_ path: String) throws(ChangePageError) -> CInt {
    // Again where another instance makes or removes the file at the same moment.
    for _ in 0..<8 {
      if let made = try open(path, O_CREAT | O_EXCL, unless: EEXIST) { return made }
      guard let found = try open(path, 0, unless: ENOENT) else { continue }
      let status = FileStatus(descriptor: found)
      if status?.isWholePage == true { return found }
      close(found)
      guard status?.isRegular == true else { throw ChangePageError(path, "it is not a regular file") }
      unlink(path)
    }
    throw ChangePageError(path, "it vanishes again and again", cure: "find out who removes it")
  }

  private static func open(
    _ path: String, _ flags: CInt, unless expected: CInt
  ) throws(ChangePageError) -> CInt? {
    let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags, 0o644)
    if descriptor >= 0 { return descriptor }
    let number = errno
    guard number == expected else { throw ChangePageError(path, number) }
    return nil
  }

  private static func map(_ descriptor: CInt, _ path: String) throws(ChangePageError) -> UnsafeMutableRawPointer {
    guard fchmod(descriptor, 0o644) == 0 else { throw ChangePageError(path, errno) }
    // Without room the first write to the memory would end the process by SIGBUS.
    var number = EINTR
    while number == EINTR { number = posix_fallocate(descriptor, 0, off_t(ChangePage.length)) }
    guard number == 0 else { throw ChangePageError(path, number) }
    let memory = mmap(nil, ChangePage.countersLength, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let memory, memory != MAP_FAILED else { throw ChangePageError(path, errno) }
    return memory
  }
}

extension FileStatus {
  /// Whether all counters of a change page are there.
  var isWholePage: Bool { isRegular && size >= ChangePage.countersLength }
}
