import jwt
import requests

from suite import rotate, suite

# As it comes, a key that is new is looked for half a minute after the last time.
keys = jwt.PyJWKClient(f"{suite.issuer}/.well-known/jwks.json", cooldown_duration=0)


def new_token():
    form = {"grant_type": "client_credentials"}
    answer = requests.post(f"{suite.issuer}/v2/token", form, auth=(suite.client_id, suite.client_secret))
    return answer.json()["access_token"]


def check(token):
    key = keys.get_signing_key_from_jwt(token)
    claims = jwt.decode(
        token, key, algorithms=["ES256", "RS256"], audience=suite.audience, issuer=suite.issuer,
        options={"require": ["exp", "iat", "sub", "jti", "client_id"]},
    )  # fmt: skip
    assert claims["sub"] == claims["client_id"] == suite.client_id, claims
    assert jwt.get_unverified_header(token)["typ"] == "at+jwt"
    return key.key_id


before = new_token()
first = check(before)
rotate()
after = new_token()
second = check(after)
assert first != second
# A token lives on with the key that signed it.
assert check(before) == first
