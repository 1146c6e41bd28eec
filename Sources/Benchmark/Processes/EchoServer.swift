import Glibc

/// The C program that answers each frame with another at once: what two processes and a socket between them take.
struct EchoServer {
  let socket: String
  private let program: ExternalProgram

  /// - Parameters:
  ///   - programs: Directory of the executable.
  ///   - replyLength: Bytes of each reply, without the frame's length.
  init(programs: String, directory: String, replyLength: Int) throws {
    socket = "\(directory)/echo.sock"
    unlink(socket)
    program = try ExternalProgram(["\(programs)/unix-echo", socket, String(replyLength)])
    let deadline = Instant.now() + 5 * Instant.second
    while (try? LoadConnection(path: socket)) == nil {
      guard Instant.now() < deadline else {
        throw LoadFault("\(programs)/unix-echo does not listen; build all of the package")
      }
      usleep(1000)
    }
    Placement.leaveFirst(program.processID)
  }

  func stop() {
    program.stop()
    unlink(socket)
  }
}
