import Glibc

/// Descriptors 0, 1 and 2.
package enum StandardStreams {
  /// Puts something in the place of those that the process was started without, before a file of its own gets such a
  /// number and what is written to standard output goes there. Reading the one and writing the others fails.
  package static func fill() {
    for (descriptor, access) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] as [(CInt, CInt)]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free is this one.
      _ = open("/dev/null", access)
    }
  }
}
