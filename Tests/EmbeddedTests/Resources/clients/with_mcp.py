import asyncio

import httpx2
from mcp import ClientSession
from mcp.client.auth.extensions.client_credentials import (
    ClientCredentialsOAuthProvider,
    PrivateKeyJWTOAuthProvider,
    SignedJWTParameters,
)
from mcp.client.streamable_http import streamable_http_client

from suite import suite


class Memory:
    def __init__(self):
        self.tokens = self.client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


def by_secret(memory, method):
    return ClientCredentialsOAuthProvider(
        suite.resource, memory, suite.client_id, suite.client_secret, method, issuer=suite.issuer
    )


def by_key(memory):
    signer = SignedJWTParameters(
        issuer=suite.key_client_id, subject=suite.key_client_id, signing_key=suite.private_key
    )
    return PrivateKeyJWTOAuthProvider(
        suite.resource, memory, suite.key_client_id, signer.create_assertion_provider(), issuer=suite.issuer
    )


async def use(provider):
    async with (
        httpx2.AsyncClient(auth=provider, timeout=30) as http,
        streamable_http_client(suite.resource, http_client=http) as streams,
        ClientSession(*streams[:2]) as session,
    ):
        await session.initialize()
        answer = await session.call_tool("add", {"a": 40, "b": 2})
        assert not answer.is_error and answer.content[0].text == "42", answer


async def refuse():
    """Without a token, and with one for another API."""
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    form = {"grant_type": "client_credentials", "resource": suite.other_resource}
    async with httpx2.AsyncClient() as http:
        answer = await http.post(suite.resource, json=request, headers=accept)
        assert answer.status_code == 401, answer
        assert "resource_metadata=" in answer.headers["WWW-Authenticate"], answer.headers
        other = await http.post(f"{suite.issuer}/v2/token", data=form, auth=(suite.client_id, suite.client_secret))
        bearer = {"Authorization": f"Bearer {other.json()['access_token']}"}
        answer = await http.post(suite.resource, json=request, headers={**accept, **bearer})
        assert answer.status_code in (401, 403), answer


async def main():
    await refuse()
    for provider in [
        by_secret(Memory(), "client_secret_basic"),
        by_secret(Memory(), "client_secret_post"),
        by_key(Memory()),
    ]:
        await use(provider)


asyncio.run(main())
