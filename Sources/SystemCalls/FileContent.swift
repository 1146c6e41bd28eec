import Glibc

/// A file that is read whole.
package enum FileContent {
  /// The bytes of a file, or of its beginning: one byte more than the limit where it is longer than that.
  package static func read(_ path: String, limit: Int) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw SystemError("read \(path)") }
    defer { close(descriptor) }
    return try read(descriptor, called: path, limit: limit)
  }

  /// The same of a file that is open.
  /// - Parameter name: What errors call it.
  package static func read(_ descriptor: CInt, called name: String, limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit + 1 - bytes.count))
      if count == 0 { break }
      if count > 0 {
        bytes += chunk[..<count]
      } else if errno != EINTR {
        throw SystemError("read \(name)")
      }
    }
    return bytes
  }
}
