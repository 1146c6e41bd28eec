from oauthlib.oauth2 import BackendApplicationClient, InvalidClientError, InvalidScopeError
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from suite import refused, suite

url = f"{suite.issuer}/v2/token"
one = suite.scopes[0]


def session(scope=None):
    return OAuth2Session(client=BackendApplicationClient(client_id=suite.client_id, scope=scope))


# By HTTP Basic, which is this library's habit; with its client_id in the form as well.
token = session().fetch_token(url, client_id=suite.client_id, client_secret=suite.client_secret)
assert token["token_type"] == "Bearer" and token["expires_in"] == 3600, token
assert sorted(token["scope"]) == sorted(suite.scopes), token
token = session().fetch_token(url, auth=HTTPBasicAuth(suite.client_id, suite.client_secret), include_client_id=True)
assert token["access_token"]

# In the form.
token = session([one]).fetch_token(url, client_secret=suite.client_secret, include_client_id=True, auth=None)
assert token["scope"] == [one], token

refused(InvalidClientError.error, lambda: session().fetch_token(url, client_id=suite.client_id, client_secret="wrong"))
refused(
    InvalidScopeError.error,
    lambda: session(["no:such"]).fetch_token(url, client_id=suite.client_id, client_secret=suite.client_secret),
)
