import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata, get_well_known_url

from suite import refused, suite

metadata = AuthorizationServerMetadata(requests.get(get_well_known_url(suite.issuer, external=True)).json())
metadata.validate()
assert metadata["issuer"] == suite.issuer


def session(method, **options):
    return OAuth2Session(suite.client_id, suite.client_secret, token_endpoint_auth_method=method, **options)


for method in ["client_secret_basic", "client_secret_post"]:
    client = session(method, scope=suite.scopes[0])
    token = client.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")
    assert token["scope"] == suite.scopes[0] and token["token_type"] == "Bearer", token
    told = client.introspect_token(metadata["introspection_endpoint"], token=token["access_token"]).json()
    assert told["active"] and told["client_id"] == suite.client_id and told["scope"] == suite.scopes[0], told
    assert client.revoke_token(metadata["revocation_endpoint"], token=token["access_token"]).status_code == 200
    told = client.introspect_token(metadata["introspection_endpoint"], token=token["access_token"]).json()
    assert told == {"active": False}, told

# An assertion that the client signs, RS256 and without a kid.
client = OAuth2Session(suite.key_client_id, suite.private_key, token_endpoint_auth_method="private_key_jwt")
client.register_client_auth_method(PrivateKeyJWT(metadata["token_endpoint"]))
for _ in range(2):
    assert client.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")["access_token"]

wrong = OAuth2Session(suite.client_id, "wrong")
refused("invalid_client", lambda: wrong.fetch_token(metadata["token_endpoint"], grant_type="client_credentials"))
