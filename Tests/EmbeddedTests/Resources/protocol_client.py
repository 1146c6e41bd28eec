"""A client of the services that knows the protocol from its description alone: python3 protocol_client.py DIRECTORY SCOPE..."""
import json, socket, struct, sys


class Service:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.stream, self.sent, self.replies = self.socket.makefile("rb"), 0, {}

    def send(self, method, **params):
        self.sent += 1
        message = json.dumps({"jsonrpc": "2.0", "id": self.sent, "method": method, "params": params}).encode()
        self.socket.sendall(struct.pack(">I", len(message)) + message)
        return self.sent

    def receive(self, id):
        while id not in self.replies:
            (length,) = struct.unpack(">I", self.stream.read(4))
            reply = json.loads(self.stream.read(length))
            self.replies[reply["id"]] = reply
        return self.replies.pop(id)

    def call(self, method, **params):
        return self.receive(self.send(method, **params))["result"]


directory, *scopes = sys.argv[1:]
registry, issuer = Service(f"{directory}/app-registry.sock"), Service(f"{directory}/token-issuer.sock")
account = registry.call("accounts.create", friendly_name="Python")
app = registry.call("apps.create", account_sid=account["sid"], friendly_name="Billing", policy={"allow": scopes})
client = {"client_id": app["sid"], "client_secret": app["secret"]}
issued = [issuer.send("tokens.issue", scope=scope, **client) for scope in [*scopes, " ".join(scopes)]]
unknown = issuer.send("tokens.guess")
error = issuer.receive(unknown)["error"]["data"]["error"]
replies = [issuer.receive(id)["result"] for id in reversed(issued)][::-1]
asked = [issuer.send("tokens.introspect", token=token) for token in [*(reply["access_token"] for reply in replies), "nonsense"]]
active = [issuer.receive(id)["result"]["active"] for id in asked]
print(json.dumps({"account": account, "app": app, "scopes": [reply["scope"] for reply in replies], "active": active, "error": error}))
