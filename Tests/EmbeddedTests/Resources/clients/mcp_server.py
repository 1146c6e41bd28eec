"""A server of the Model Context Protocol, made with its SDK, that checks tokens in one of three ways: by introspection,
by the published keys, or not at all, where a proxy does so. Says "ready" when it listens."""

import sys
import threading

import httpx2
import jwt
import uvicorn
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

from suite import suite


def access(token, claims):
    return AccessToken(
        token=token, client_id=claims["client_id"], scopes=claims["scope"].split(), expires_at=claims["exp"],
        resource=claims["aud"],
    )  # fmt: skip


class ByIntrospection:
    async def verify_token(self, token):
        async with httpx2.AsyncClient() as client:
            answer = await client.post(
                f"{suite.issuer}/v2/introspect", data={"token": token}, auth=(suite.client_id, suite.client_secret)
            )
        claims = answer.json()
        return access(token, claims) if claims["active"] else None


class ByKeys:
    def __init__(self):
        self.keys = jwt.PyJWKClient(f"{suite.issuer}/.well-known/jwks.json")

    async def verify_token(self, token):
        try:
            key = self.keys.get_signing_key_from_jwt(token)
            claims = jwt.decode(
                token, key, algorithms=["ES256", "RS256"], audience=suite.resource, issuer=suite.issuer
            )
        except jwt.PyJWTError:
            return None
        return access(token, claims)


verifier = {"introspection": ByIntrospection, "keys": ByKeys, "proxy": None}[suite.check]
guard = {}
if verifier:
    guard["token_verifier"] = verifier()
    guard["auth"] = AuthSettings(
        issuer_url=suite.issuer, resource_server_url=suite.resource, required_scopes=["mcp:tools"],
        validate_token_resource=True,
    )  # fmt: skip
server = MCPServer("adder", **guard)


@server.tool()
def add(a: int, b: int) -> int:
    return a + b


app = server.streamable_http_app(
    stateless_http=True, transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False)
)
listener = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=suite.port, log_level="warning"))


def tell():
    while not listener.started:
        threading.Event().wait(0.01)
    print("ready", flush=True)


threading.Thread(target=tell, daemon=True).start()
listener.run()
sys.exit(0)
