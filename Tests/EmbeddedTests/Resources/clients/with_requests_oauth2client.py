import requests
from jwskate import Jwk
from requests_oauth2client import OAuth2Client, OAuth2ClientCredentialsAuth, PrivateKeyJwt

from suite import refused, suite

client = OAuth2Client.from_discovery_endpoint(
    issuer=suite.issuer, client_id=suite.client_id, client_secret=suite.client_secret, testing=True
)
token = client.client_credentials(scope=suite.scopes)
assert token.token_type == "Bearer" and sorted(token.scope.split()) == sorted(suite.scopes), token
token = client.client_credentials(scope=suite.scopes[0])
told = client.introspect_token(token)
assert told["active"] and told["client_id"] == suite.client_id, told
assert client.revoke_access_token(token) is True
assert client.introspect_token(token) == {"active": False}

key = Jwk.from_pem(suite.private_key).with_kid_thumbprint()
signer = OAuth2Client.from_discovery_endpoint(
    issuer=suite.issuer, auth=PrivateKeyJwt(suite.key_client_id, key, alg="RS256"), testing=True
)
assert signer.client_credentials().access_token

# As the authentication of a session: a token is fetched on the first request.
session = requests.Session()
session.auth = OAuth2ClientCredentialsAuth(client)
answer = session.get(
    f"{suite.issuer}/v1/authorize",
    headers={"X-Original-Method": "GET", "X-Original-Host": suite.api_host, "X-Original-URI": suite.api_path},
)
assert answer.status_code == 200 and answer.headers["X-OAuth-Client-Id"] == suite.client_id, answer.headers

refused("InvalidScope", lambda: client.client_credentials(scope="no:such"))
