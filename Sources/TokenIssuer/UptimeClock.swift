import Glibc

/// Reads for how many seconds the host has been up, sleep included: the system's clock, or a test's. Nobody can set it,
/// and it begins anew with each boot.
package typealias UptimeClock = @Sendable () -> Int

package let systemUptime: UptimeClock = {
  var uptime = timespec()
  clock_gettime(CLOCK_BOOTTIME, &uptime)
  return uptime.tv_sec
}
