"""Looks at every page, light and dark, narrow and wide: no violation of what axe checks, and nothing to scroll sideways.
Takes a picture of each where a folder for them is given."""

import sys

from axe_core_python.base import AXE_SCRIPT

from browser import Browser, link, suite

pages = {
    "accounts": "/",
    "new-account": "/accounts/new",
    "new-subaccount": f"/accounts/{suite.account_sid}/subaccounts/new",
    "account": f"/accounts/{suite.account_sid}",
    "suspend": f"/accounts/{suite.account_sid}/suspend",
    "resume": f"/accounts/{suite.account_sid}/resume",
    "close": f"/accounts/{suite.account_sid}/close",
    "apps": f"/accounts/{suite.account_sid}/apps",
    "all-apps": "/apps",
    "expiring": f"/accounts/{suite.account_sid}/expiring",
    "new-app": f"/accounts/{suite.account_sid}/apps/new?search=messages&product=messaging&allow={suite.permission}",
    "new-app-review": f"/accounts/{suite.account_sid}/apps/new?friendly_name=New&allow={suite.permission}&step=review",
    "new-app-refused": f"/accounts/{suite.account_sid}/apps/new?step=review",
    "app": f"/apps/{suite.app_sid}",
    "wide-app": f"/apps/{suite.wide_app_sid}",
    "edit": f"/apps/{suite.app_sid}/edit",
    "rotate": f"/apps/{suite.app_sid}/rotate",
    "disable": f"/apps/{suite.app_sid}/disable",
    "enable": f"/apps/{suite.app_sid}/enable",
    "end-tokens": f"/apps/{suite.app_sid}/revoke-tokens",
    "authentication": f"/apps/{suite.app_sid}/authentication",
    "delete": f"/apps/{suite.app_sid}/delete",
    "add-key": f"/apps/{suite.app_sid}/keys/add",
    "remove-key": f"/apps/{suite.app_sid}/keys/{suite.app_key}/remove",
    "revoke-key": f"/apps/{suite.app_sid}/keys/{suite.app_key}/revoke",
    "keys": f"/accounts/{suite.account_sid}/keys",
    "new-key": f"/accounts/{suite.account_sid}/keys/new?type=main",
    "key": f"/keys/{suite.key_sid}",
    "edit-key": f"/keys/{suite.key_sid}/edit",
    "rotate-key": f"/keys/{suite.key_sid}/rotate",
    "delete-key": f"/keys/{suite.key_sid}/delete",
    "people": f"/accounts/{suite.account_sid}/people",
    "audit": "/audit",
    "audit-check": "/audit?check=chain",
    "check": "/check",
    "users": "/users",
    "delete-user": f"/users/{suite.person_sid}/delete",
    "no-unit": "/units",
    "new-unit": f"/units/new?client_id={suite.app_sid}",
    "unbind": "/units/report%40%2A.service/unbind",
    "signing-keys": "/signing-keys",
    "new-signing-key": "/signing-keys/rotate",
    "retire": f"/signing-keys/{suite.signing_key}/retire",
    "services": "/services",
    "missing": "/nothing",
    "enter": "/enter?code=wrong",
}

run_axe = "axe.run({resultTypes: ['violations']}).then(found => arguments[0](found.violations))"
faults = []
browser = Browser()
browser.go("/")


def look(name):
    browser.driver.execute_script(AXE_SCRIPT)
    # A scheme changes the colours alone, a width the places alone.
    for scheme, width in [("light", 1200), ("dark", 1200), ("dark", 320)]:
        browser.scheme(scheme)
        browser.size(width)
        check(f"{name}-{scheme}-{width}", width)
    if suite.screenshots:
        take_pictures(name)


def take_pictures(name):
    for scheme in ["light", "dark"]:
        browser.scheme(scheme)
        for width in [320, 1200]:
            browser.size(width)
            height = browser.driver.execute_script("return document.documentElement.scrollHeight")
            browser.size(width, min(height, 4000))
            browser.driver.save_screenshot(f"{suite.screenshots}/{name}-{scheme}-{width}.png")


def check(name, width):
    # What is folded is not rendered, so that no contrast can be told.
    browser.driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
    for violation in browser.driver.execute_async_script(run_axe):
        faults.append(f"{name}: {violation['help']}: {violation['nodes'][0]['html']}")
    if browser.driver.execute_script("return document.documentElement.scrollWidth") > width:
        faults.append(f"{name}: wider than the window")


look("sign-in")
browser.go(link())
for name, path in pages.items():
    browser.go(path)
    look(name)

# The pages that only a form leads to.
browser.go(f"/apps/{suite.app_sid}/rotate")
browser.click("Make a new secret")
look("secret")
browser.driver.refresh()
look("secret-again")
browser.go(f"/apps/{suite.app_sid}")
browser.click("Revoke as compromised")
look("revoke-secret")
browser.go(f"/apps/{suite.app_sid}/delete")
browser.enter("Type its name, Invoices <b>& reminders</b>", "Invoices")
browser.click("Delete for good")
look("delete-refused")
browser.go("/units/new")
browser.enter("Unit", "report@*.service")
browser.enter("App's client id", suite.app_sid)
browser.enter("Permissions", suite.permission)
browser.click("Bind")
look("bound")
browser.click("On to Units")
look("units")
browser.go("/check")
browser.enter("URL", f"https://api.twilio.com/2010-04-01/Accounts/{suite.account_sid}/Messages.json")
browser.enter("A token, or an app's client id", suite.app_sid)
browser.click("May it?")
look("decision")
browser.click("Sign out")
look("signed-out")
browser.close()
sys.exit("\n".join(faults) or 0)
