import Logging
import Permissions
import SocketTransport

/// Takes up what was changed in the files of settings, catalogues and certificates, as the process runs. A file with a
/// fault changes nothing, and is told wherever one looks: in the log, the status and the health.
struct Reload: Sendable {
  let surroundings: Surroundings
  let startup: Startup
  let settings: LiveSettings
  let level: LiveLogLevel
  let front: (any Front)?
  let health: ServiceHealth
  let activity: ServerActivity
  let logger: Logger

  func callAsFunction() async {
    activity.tellReloading()
    if startup.result == nil { _ = try? await startup.working() }
    reloadSettings()
    startup.result?.assembly.catalogue?.refresh(logger)
    // Certificates are looked at there.
    await health.checkParts()
    logger.info("reloaded")
    activity.tellReady()
  }

  private func reloadSettings() {
    do throws(StartError) {
      let new = try settings.reload(surroundings.environment, since: startup.result?.daemon.settings)
      level.set(new.logLevel)
      front?.take(new.http)
      guard !settings.pending.isEmpty else { return }
      let names = settings.pending.joined(separator: ", ")
      logger.warning("changed settings hold from the next start on: \(names); systemctl restart oauth-apps.target")
    } catch {
      logger.warning("can't take up the settings: \(error)", metadata: .kind(.settingRefused))
    }
  }
}
