import Glibc
import SystemCalls

/// A file to be made for what must not be shown: new, and for its owner alone.
struct PrivateFile: Equatable, Sendable {
  let path: String

  /// - Throws: ``UsageFault`` for what can't be a new file's path.
  init(argument: String) throws {
    guard !argument.isEmpty, argument != "-" else {
      throw UsageFault("the path of a file that is not there yet is expected")
    }
    path = argument
  }

  /// Makes the file, with mode 0600, for the time of a closure; removes it again if the closure throws or the process
  /// is told to end.
  /// - Throws: ``UsageFault`` where it is there already or can't be made, before the closure is called; what the
  ///   closure throws.
  func make<Result: Sendable>(
    on host: Host, _ body: @escaping @Sendable (Descriptor) async throws -> Result
  ) async throws -> Result {
    let file: Descriptor
    do throws(SystemError) { file = try Descriptor.makePrivateFile(path) } catch {
      throw UsageFault(
        "\(path) can't be made: \(error.reason)"
          + (error.number == EEXIST ? "; choose another name, or remove it first" : ""))
    }
    defer { file.close() }
    do { return try await host.untilInterrupted { try await body(file) } } catch {
      remove()
      throw error
    }
  }

  func remove() {
    unlink(path)
  }
}
