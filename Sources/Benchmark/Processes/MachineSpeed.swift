import FoundationEssentials
import Glibc
import SystemCalls

/// What the machine can do without the services: the measure for their rates.
struct MachineSpeed: Sendable {
  /// P-256 signatures per second of one core (`openssl speed ecdsap256`).
  let signatures: Double
  /// Verifications of such signatures per second of one core.
  let verifications: Double
  /// Writes of 4 KiB per second, each followed by fsync(2), on the disk of the databases.
  let syncs: Double

  /// - Parameters:
  ///   - directory: On the disk of the databases.
  ///   - seconds: For each of the two.
  static func measure(directory: String, seconds: Double) throws -> MachineSpeed {
    let (signatures, verifications) = try signatures(seconds: max(1, Int(seconds)))
    return MachineSpeed(
      signatures: signatures, verifications: verifications, syncs: try syncs(in: directory, seconds: seconds))
  }

  /// Per second of one core (`openssl speed ecdsap256`), each for so many seconds.
  static func signatures(seconds: Int) throws -> (made: Double, verified: Double) {
    // What it is doing meanwhile, it tells on standard error.
    let command = "exec openssl speed -seconds \(seconds) ecdsap256 2>/dev/null"
    let output = String(decoding: try ExternalProgram.run("sh", "-c", command), as: UTF8.self)
    // " 256 bits ecdsa (nistp256)   0.0000s   0.0001s  36000.0  12000.0": times of one, then rates, to sign and to
    // verify.
    let line = output.split(separator: "\n").first { $0.contains("nistp256") }
    let rates = line?.split(separator: " ").suffix(2).compactMap { Double($0) } ?? []
    guard rates.count == 2 else { throw LoadFault("openssl speed shows no rates of ecdsap256") }
    return (rates[0], rates[1])
  }

  private static func syncs(in directory: String, seconds: Double) throws -> Double {
    let path = "\(directory)/sync-test"
    let pages = 256
    let page = [UInt8](repeating: 0xA5, count: 4096)
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("make \(path)") }
    defer {
      close(descriptor)
      unlink(path)
    }
    for number in 0..<pages { try write(page, number, to: descriptor) }
    let start = Instant.now()
    let end = start + UInt64(seconds * Double(Instant.second))
    var count = 0
    // Over and over the same pages, as a write-ahead log is written.
    while Instant.now() < end {
      try write(page, count % pages, to: descriptor)
      guard fsync(descriptor) == 0 else { throw SystemError("sync \(path)") }
      count += 1
    }
    return Double(count) * Double(Instant.second) / Double(Instant.now() - start)
  }

  private static func write(_ page: [UInt8], _ number: Int, to descriptor: CInt) throws {
    guard pwrite(descriptor, page, page.count, off_t(number * page.count)) == page.count else {
      throw SystemError("write to the disk")
    }
  }
}
