import Glibc
import WireProtocol

extension Rig {
  private static let stranger = "65534"

  /// What a client feels of another user of the host that takes all it may: 9 connections with 256 wrong secrets under
  /// way on each, and 2 with 256 times `rpc.discover`.
  /// - Parameter programs: Directory of the executables.
  /// - Returns: Each operation alone and beside the stranger; nothing where this process can run none.
  func measureStranger(programs: String) async throws -> [Measurement] {
    guard geteuid() == 0 else {
      tell("no stranger is measured: only root can run one as another user")
      return []
    }
    let loads = try [
      Load.issue([app.credentials], at: site, Plan.single), Load.introspect([app.token], at: site, Plan.single),
    ]
    let alone = try await serve(loads, "alone")
    if site is any DirectorySite { admitOthers(true) }
    defer { if site is any DirectorySite { admitOthers(false) } }
    let stranger = try await onOwnThread { try startStranger(programs) }
    let beside: Swift.Result<[Measurement], any Error>
    do { beside = .success(try await serve(loads, "beside a stranger")) } catch { beside = .failure(error) }
    try await onOwnThread { stranger.stop() }
    return try alone + beside.get()
  }

  /// One after the other.
  private func serve(_ loads: [Load], _ circumstances: String) async throws -> [Measurement] {
    var lines: [Measurement] = []
    for load in loads {
      lines += try await serve([load.named("\(load.operation), one user, \(circumstances)")]).map(\.line)
    }
    return lines
  }

  private func startStranger(_ programs: String) throws -> ExternalProgram {
    try ExternalProgram.start(
      [
        "setpriv", "--reuid=\(Self.stranger)", "--regid=\(Self.stranger)", "--clear-groups", "\(programs)/oauth-bench",
        "stranger", "--socket", site.socket(of: .tokenIssuer),
      ], awaiting: StrangerCommand.beginning)
  }

  /// The embedded services are for one user alone; for the stranger's time their socket is for all.
  private func admitOthers(_ areAdmitted: Bool) {
    chmod(site.directory, areAdmitted ? 0o711 : 0o700)
    chmod(site.socket(of: .tokenIssuer), areAdmitted ? 0o666 : 0o600)
  }
}
