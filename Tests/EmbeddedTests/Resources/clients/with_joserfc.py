import requests
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from suite import rotate, suite


def published():
    return KeySet.import_key_set(requests.get(f"{suite.issuer}/.well-known/jwks.json").json())


def new_token():
    form = {"grant_type": "client_credentials"}
    answer = requests.post(f"{suite.issuer}/v2/token", form, auth=(suite.client_id, suite.client_secret))
    return answer.json()["access_token"]


def check(token, keys):
    claims = JWTClaimsRegistry(
        iss={"essential": True, "value": suite.issuer}, aud={"essential": True, "value": suite.audience},
        exp={"essential": True},
    )  # fmt: skip
    read = jwt.decode(token, keys)
    claims.validate(read.claims)
    assert read.header["typ"] == "at+jwt" and read.claims["client_id"] == suite.client_id
    return read.header["kid"]


keys = published()
before = new_token()
first = check(before, keys)
rotate()
after = new_token()
try:
    check(after, keys)
    raise AssertionError("verified by a key that was not known")
except (InvalidKeyIdError, ValueError):
    pass
keys = published()
assert check(after, keys) != first
assert check(before, keys) == first
