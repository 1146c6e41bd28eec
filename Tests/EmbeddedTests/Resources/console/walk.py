"""The life of an app, as a person leads it in a browser, with scripts or without."""

import time

from selenium.webdriver.common.by import By

from browser import Browser, expect, link, oauthctl, suite, token

operator = Browser(suite.has_scripts)
stranger = Browser(suite.has_scripts)

# For the end: nobody uses this link while it works.
late, late_since = link(), time.monotonic()

# A link signs one browser in, once.
first = link()
operator.go(first)
expect(operator.path == "/" and operator.title == "Accounts", operator, "the link signs in")
stranger.go(first)
expect("does not work" in stranger.title, stranger, "another browser is refused the same link")
stranger.go("/")
expect(stranger.title == "Sign in" and "ssh -N -L" in stranger.text, stranger, "who is not signed in is told how to")
operator.go("/")
expect(operator.title == "Accounts", operator, "the session goes on")
cookie = operator.driver.get_cookie("oauth_console")
assert cookie["httpOnly"] and cookie["sameSite"] == "Strict", cookie

# An app: its permissions are looked for and ticked, and seen as a whole before it is made.
operator.click("Acme")
operator.click("New app")
operator.enter("Name", "Billing")
operator.enter("Words", "list messages")
operator.click("Search")
operator.tick("/twilio/messaging/messages/list")
operator.click("Go on")
expect("GET https://api.twilio.com/2010-04-01/Accounts/{its own}/Messages.json" in operator.text, operator, "in words")
operator.click("Create the app")
secret = operator.secret()
expect(operator.title == "App created" and secret, operator, "the secret is shown")
if suite.has_scripts:
    names = [button.text for button in operator.driver.find_elements(By.CSS_SELECTOR, "button.copy")]
    expect("Copy" in names and "Save as a file" in names, operator, "the script offers to copy and to save")
client = operator.driver.find_element(By.CSS_SELECTOR, ".facts code").text
operator.driver.refresh()
expect(secret not in operator.driver.page_source, operator, "a reload shows no secret")
operator.driver.back()
expect(secret not in operator.driver.page_source, operator, "going back shows no secret")
assert token(client, secret)[0] == 200

# Rotation: both secrets work.
operator.go(f"/apps/{client}")
operator.click("Rotate")
operator.click("Make a new secret")
newer = operator.secret()
expect(newer and newer != secret, operator, "the new secret is shown")
assert token(client, secret)[0] == 200 and token(client, newer)[0] == 200

# The older secret is revoked as compromised.
operator.go(f"/apps/{client}")
operator.press(operator.driver.find_elements(By.LINK_TEXT, "Revoke as compromised")[-1])
expect("no way back" in operator.text, operator, "what it does is told")
operator.enter("Type its name, Billing", "Billing")
operator.click("Revoke")
expect("revoked" in operator.text, operator, "the secret is revoked")
assert token(client, secret)[0] == 401 and token(client, newer)[0] == 200

# Disabled, it gets nothing; enabled, it does.
operator.click("Disable")
operator.click("Disable")
expect("disabled" in operator.text, operator, "the app is disabled")
assert token(client, newer)[0] != 200
operator.click("Enable")
operator.click("Enable")
assert token(client, newer)[0] == 200

# A unit of the host is bound to it, and unbound.
operator.go(f"/apps/{client}")
operator.click("Bind a unit")
operator.enter("Unit", "report@*.service")
operator.click("Bind")
expect("LoadCredential=access-token:" in operator.text, operator, "what the unit has to say is told")
operator.click("On to Units")
operator.click("Unbind")
operator.click("Unbind")
expect("No unit is bound" in operator.text, operator, "the unit is unbound")

# A public key is added, and removed as compromised.
operator.go(f"/apps/{client}")
operator.click("Add a public key")
operator.enter("Public key", suite.public_key)
operator.click("Add")
operator.click("have it authenticate by keys")
operator.choose("The app authenticates", "by a key of its own (private_key_jwt)")
operator.click("Change")
expect("private_key_jwt" in operator.text, operator, "the app authenticates by its key")
assert token(client, newer)[0] == 401
operator.click("Change how it authenticates")
operator.choose("The app authenticates", "by its secret, in the body of the request (client_secret_post)")
operator.click("Change")
assert token(client, newer)[0] == 200
operator.click("Remove as compromised")
operator.enter("Type its name, Billing", "Billing")
operator.click("Remove as compromised")
expect("compromised" in operator.text, operator, "the key is removed")

# It is found among the apps of all accounts.
operator.click("Apps")
operator.enter("Name begins with", "bill")
operator.click("Search")
operator.click("Billing")
expect(operator.path == f"/apps/{client}", operator, "the app is found by its name")

# While the account is suspended, nothing of it works.
operator.go(f"/accounts/{suite.account_sid}")
operator.click("Suspend")
operator.click("Suspend")
assert token(client, newer)[0] != 200
operator.click("Resume")
operator.click("Resume")
assert token(client, newer)[0] == 200

# The key that signs is retired, and its tokens with it, once another can sign.
issued = token(client, newer)[1]["access_token"]
operator.click("Signing keys")
operator.click("New signing key")
operator.click("Make a new key")
operator.go(f"/signing-keys/{suite.signing_key}/retire")
operator.enter(f"Type its name, {suite.signing_key}", suite.signing_key)
operator.click("Retire, and end its tokens")
operator.go("/check")
operator.enter("URL", f"https://api.twilio.com/2010-04-01/Accounts/{suite.account_sid}/Messages.json")
operator.enter("A token, or an app's client id", issued)
operator.click("May it?")
expect("It may not." in operator.text, operator, "the key's tokens are dead")

# What happened is written down.
operator.go(f"/audit?account_sid={suite.account_sid}&app_sid={client}")
for word in ["created app", "rotated to secret", "revoked secret", "disabled app", "in session SE"]:
    expect(word in operator.text, operator, f'the trail says "{word}"')
operator.go("/audit")
operator.click("Check the chain")
expect("The chain is whole" in operator.text, operator, "the chain is checked")

# May this request?
operator.go("/check")
operator.enter("URL", f"https://api.twilio.com/2010-04-01/Accounts/{suite.account_sid}/Messages.json")
operator.enter("A token, or an app's client id", token(client, newer)[1]["access_token"])
operator.click("May it?")
expect("It may." in operator.text, operator, "the token may")

# A Developer sees the app, and none of the operators' pages; Support is refused in words; a person of a subaccount sees that one alone.
person = Browser(suite.has_scripts)
person.go(link("--as", "Dana"))
person.go(f"/apps/{client}")
expect(person.title == "Billing" and "Signing keys" not in person.text, person, "a Developer sees the app")
person.go(link("--as", "Sam"))
person.go(f"/apps/{client}")
expect(person.title == "You may not do this", person, "Support is refused")
person.go(link("--as", "Petra"))
expect("Acme Europe" in person.text, person, "the subaccount is seen")
person.go(f"/apps/{client}")
expect(person.title in ["You may not do this", "There is no such thing"], person, "the account's app is not")

# A role that is taken away counts at the next click.
person.go(f"/accounts/{suite.subaccount_sid}")
expect(person.title == "Acme Europe", person, "the person is in its account")
oauthctl("role", "revoke", suite.person_sid, suite.subaccount_sid, "developer")
person.driver.refresh()
expect(person.title != "Acme Europe", person, "without the role it is not")

# Deletion asks for the name.
operator.go(f"/apps/{client}")
operator.click("Delete")
operator.enter("Type its name, Billing", "Billing")
operator.click("Delete for good")
expect("Billing" not in operator.text, operator, "the app is gone")
assert token(client, newer)[0] == 401

# Signed out, also by the command.
operator.click("Sign out")
expect(operator.title == "You are signed out", operator, "signed out")
operator.go("/")
expect(operator.title == "Sign in", operator, "signed out for good")
operator.go(link())
oauthctl("console", "--end")
operator.go("/")
expect(operator.title == "Sign in", operator, "signed out by the command")

# Nobody is signed in by a link that is older than a minute.
time.sleep(max(0, late_since + 61 - time.monotonic()))
stranger.go(late)
expect(stranger.title == "This link does not work", stranger, "the link is too old")

for browser in [operator, stranger, person]:
    browser.close()
