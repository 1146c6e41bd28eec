from twilio.credential.client_credential_provider import ClientCredentialProvider
from twilio.http.client_token_manager import ClientTokenManager
from twilio.rest import Client
from twilio.rest.iam.v1.o_auth_app import OAuthAppList

from suite import refused, suite

# Its token manager makes a client of its own, which takes an account's credentials from the environment; all that is
# changed is the host.
manager = ClientTokenManager("client_credentials", suite.client_id, suite.client_secret)
manager.client.oauth.base_url = suite.issuer
provider = ClientCredentialProvider(suite.client_id, suite.client_secret, manager)
authorization = provider.to_auth_strategy().get_auth_string()
assert authorization.startswith("Bearer ey"), authorization

wrong = ClientTokenManager("client_credentials", suite.client_id, "wrong")
wrong.client.oauth.base_url = suite.issuer
refused("401", wrong.fetch_access_token)

# Apps and keys, managed with a main key.
client = Client(suite.main_key, suite.main_secret, suite.account_sid)
client.iam.base_url = suite.management
keys = client.iam.v1.get_api_keys.list(account_sid=suite.account_sid)
assert suite.main_key in [key.sid for key in keys], keys
new = client.iam.v1.new_api_key.create(
    account_sid=suite.account_sid, friendly_name="From twilio", key_type="restricted",
    policy={"allow": suite.scopes[:1]},
)  # fmt: skip
assert new.secret and new.sid.startswith("SK"), new
assert client.iam.v1.api_key(new.sid).fetch().friendly_name == "From twilio"
assert client.iam.v1.api_key(new.sid).update(friendly_name="Renamed").friendly_name == "Renamed"
assert client.iam.v1.api_key(new.sid).delete() is True

apps = client.iam.v1.o_auth_apps
app = apps.create(
    OAuthAppList.IamV1AccountVendorOauthAppCreateRequest(
        {
            "type": "client_credentials",
            "friendly_name": "From twilio",
            "owner_sid": suite.account_sid,
            "policy": OAuthAppList.IamV1OrganizationVendoroauthappPolicy({"allow": suite.scopes[:1]}),
        }
    )
)
assert app.sid.startswith("OQ") and app.secret, app
assert apps(app.sid).delete() is True
