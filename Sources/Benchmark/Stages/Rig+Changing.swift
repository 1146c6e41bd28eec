import WireProtocol

extension Rig {
  /// Creates apps, rotates their secrets, deletes them; compared with how fast the disk takes writes for good.
  func measureChanging() async throws -> [Measurement] {
    var lines: [Measurement] = []
    for shape in plan.changeShapes {
      let created = try await measure(.create(plan.creations, in: app.account, at: site, shape))
      let sids = created.outcome.collected.compactMap(AppSID.init)
      let rotated = try await measure(.rotate(sids, at: site, shape))
      let deleted = try await measure(.delete(sids, at: site, shape))
      lines += [created, rotated, deleted].map { $0.line.compared(with: "fsync", rate: speed.syncs) }
    }
    return lines
  }
}
