import Testing

@testable import Backup

struct ConfigurationFileTests {
  @Test(
    "An archive may bring what configures these services",
    arguments: [
      "/etc/oauth-apps/config.json", "/etc/oauth-apps/permissions.d/acme.json", "/etc/default/oauth-apps",
      "/etc/credstore/oauth-gateway.tls-key", "/etc/systemd/system/oauth-token-issuer@1.service.d/scale.conf",
      "/etc/systemd/system/oauth-gateway-http.socket.d/override.conf", "/etc/systemd/system/oauth-apps.target.d/x.conf",
      "/etc/systemd/system/oauth-gateway.socket",
    ])
  func own(path: String) {
    #expect(ConfigurationFile.isOurs(path))
  }

  @Test("It may bring the directory of the settings itself, as a directory alone")
  func ownFolder() {
    for (kind, isOurs) in [(.directory, true), (.file, false), (.link, false)] as [(ArchiveEntry.Kind, Bool)] {
      #expect(ConfigurationFile.isOurs(ArchiveEntry(kind: kind, name: "/etc/oauth-apps", size: 0)) == isOurs)
    }
    #expect(!ConfigurationFile.isOurs(ArchiveEntry(kind: .directory, name: "/etc/credstore", size: 0)))
  }

  @Test(
    "It may bring nothing else",
    arguments: [
      "", "/", "etc/oauth-apps/config.json", "/etc/passwd", "/etc/oauth-apps", "/etc/oauth-apps/",
      "/etc/oauth-apps/../passwd",
      "/etc/oauth-apps/./x", "/etc//oauth-apps/x", "/etc/default/oauth-apps/x", "/etc/credstore/other.key",
      "/etc/credstore/oauth-gateway", "/etc/credstore.encrypted/oauth-secret-manager.pepper",
      "/etc/systemd/system/sshd.service", "/etc/systemd/system/oauth-apps", "/etc/systemd/system/oauth-appsx.service",
      "/etc/systemd/system/multi-user.target.wants/oauth-apps.target", "/var/lib/oauth-apps/x",
    ])
  func foreign(path: String) {
    #expect(!ConfigurationFile.isOurs(path))
  }
}
