from twilio.base.exceptions import TwilioRestException
from twilio.credential.client_credential_provider import ClientCredentialProvider
from twilio.http.client_token_manager import ClientTokenManager
from twilio.rest import Client

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
