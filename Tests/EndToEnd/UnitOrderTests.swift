import RPC
import TestSupport
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Order of units") struct UnitOrder {
    /// One of each kind: the target, a socket that other services want, a service, a further socket of a service.
    /// Where more is asked for, others that are bound to each other in the same way as well.
    private static let units =
      [
        "oauth-apps.target", "oauth-token-issuer.socket", "oauth-token-issuer@1.service", "oauth-gateway-http.socket",
      ]
      + ["oauth-gateway@1.service", "oauth-app-registry.socket"].prefix(LongRun.units.asked(or: 0))

    /// Prints what does not work after a start of the target, for every second step. All runs before the first, which
    /// makes no difference if it is a start.
    private static let walk = """
      first=$1; shift
      wanted=$(systemctl show --property=Wants --value oauth-apps.target)
      settle() { while [ -n "$(systemctl list-jobs --no-legend 'oauth-*')" ]; do sleep 0.05; done; }
      for verb in stop restart; do
        for unit in "$@"; do
          for next in start stop restart; do
            systemctl $verb "$first" 2>/dev/null || echo "$verb $first failed"
            systemctl $next "$unit" 2>/dev/null || echo "$verb $first, $next $unit: failed"
            settle
            [ $next = stop ] || systemctl --quiet is-active "$unit" || echo "$verb $first, $next $unit: is not active"
            systemctl start oauth-apps.target || echo "$verb $first, $next $unit: the target does not start"
            settle
            [ "$(systemctl is-active $wanted | grep -cx active)" -eq "$(wc -w <<<"$wanted")" ] ||
              echo "$verb $first, $next $unit: not all are active: $(systemctl list-units --all --no-legend $wanted)"
            oauthctl status >/dev/null 2>/tmp/unit-order || echo "$verb $first, $next $unit: $(cat /tmp/unit-order)"
            systemctl list-units --failed --no-legend 'oauth-*'
          done
        done
      done
      """

    @Test(
      "Whatever two units are started, stopped and restarted, the suite works, and the target brings it back",
      .timeLimit(.minutes(10)), arguments: units)
    func pairs(first: String) async throws {
      #expect(try await Login.root.oauthctl("status").status == 0)
      let faults = try await Command(["bash", "-c", Self.walk, "walk", first] + Self.units).output()
      #expect(faults == "")
    }

    @Test(
      "All services are in one slice, whose limits an administrator changes in one place",
      arguments: ServiceName.allCases)
    func slice(service: ServiceName) async throws {
      _ = try await RunningService(service)
      #expect(try await service.unit().property("Slice") == "oauth-apps.slice")
      let slice = Unit(name: "oauth-apps.slice")
      for (property, value) in [("CPUWeight", "100"), ("MemoryMax", "1610612736"), ("TasksMax", "1024")] {
        #expect(try await slice.property(property) == value)
      }
      try await TestHost.addDropIn("[Slice]\nMemoryMax=2G", to: slice)
      #expect(try await slice.property("MemoryMax") == "2147483648")
    }
  }
}
