import FoundationEssentials
import TestSupport

/// nginx before an API, as units/proxies/README.md has it.
struct NginxSite {
  /// What it listens at, such as "unix:/path".
  let addresses: [String]
  /// The gateway's socket.
  let gateway: String
  /// Of the API.
  let resource: String
  /// A URL.
  let api: String
  /// Further servers.
  var others = ""

  /// - Parameter home: A directory for what nginx writes.
  func start(in home: String) throws -> Program {
    try Data(configuration(home).utf8).write(to: URL(filePath: "\(home)/nginx.conf"))
    return try Program("/usr/sbin/nginx", ["-p", home, "-e", "error.log", "-c", "nginx.conf"])
  }

  private func configuration(_ home: String) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(home)/\($0);"
    }
    return """
      daemon off;
      master_process off;
      pid \(home)/nginx.pid;
      events {}
      http {
        \(temporary.joined(separator: " "))
        access_log off;
        upstream oauth_gateway {
          server unix:\(gateway);
          keepalive 16;
        }
        server {
          \(addresses.map { "listen \($0);" }.joined(separator: " "))
          set $oauth_resource \(resource);
          include \(ForeignClients.proxies)/nginx-server.conf;
          location / {
            include \(ForeignClients.proxies)/nginx-location.conf;
            proxy_pass \(api);
          }
        }
        \(others)
      }
      """
  }
}
