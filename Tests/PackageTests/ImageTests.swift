import TestSupport
import Testing

extension PackagedSuite {
  /// Where no systemd runs, or nothing may be started, an image is being made.
  @Suite("Images") struct Images {
    @Test("In an image no credential is made, nor the host's key; the first start makes them, and all works")
    func firstStart() async throws {
      let package = try DebianPackage.built.path
      try await PristineHost.shell(
        "unshare --mount bash -euc 'mount -t tmpfs none /run/systemd; dpkg --install \(package)' 2>&1")
      #expect(
        try await PristineHost.shell("find /etc/credstore.encrypted /var/lib/systemd/credential.secret -type f || true")
          == "")
      #expect(try await PristineHost.shell("systemctl is-enabled oauth-apps.target") == "enabled\n")
      #expect(try await PristineHost.shell("systemctl is-active oauth-apps.target || true") == "inactive\n")

      // As a boot does it.
      try await PristineHost.shell(
        """
        rm -rf /run/oauth-apps
        systemd-tmpfiles --create
        systemctl daemon-reload
        systemctl start multi-user.target
        oauthctl status
        test $(ls /etc/credstore.encrypted/oauth-* | wc -l) = 2
        """)
    }

    @Test("A service that is started before all else, without the target, has its credential")
    func withoutTarget() async throws {
      let package = try DebianPackage.built.path
      try await PristineHost.shell(
        """
        unshare --mount bash -euc 'mount -t tmpfs none /run/systemd; dpkg --install \(package)' 2>&1
        systemd-tmpfiles --create oauth-apps.conf
        systemctl daemon-reload
        systemctl start oauth-token-issuer.socket
        oauthctl call token-issuer service.status | grep --quiet '"status":"healthy"'
        """)
    }

    @Test("Where a policy forbids to start services nothing is started, and the package is installed all the same")
    func policy() async throws {
      try await PristineHost.shell(
        "printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d")
      #expect(try await DebianPackage.built.install().status == 0)
      #expect(try await PristineHost.shell("systemctl is-active oauth-apps.target || true") == "inactive\n")
      try await PristineHost.shell("systemctl start oauth-apps.target; oauthctl status")
    }
  }
}
