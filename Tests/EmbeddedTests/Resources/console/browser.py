"""A browser as a person uses it, and the suite whose console it looks at, as the test describes it on standard input."""

import json
import subprocess
import sys
import types
import urllib.error
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

suite = json.load(sys.stdin, object_hook=lambda members: types.SimpleNamespace(**members))


def oauthctl(*arguments):
    """Runs the command, and returns what it prints."""
    environment = {"OAUTH_APPS_RUNTIME_DIR": suite.directory, "PATH": "/usr/bin:/bin"}
    ending = subprocess.run([suite.oauthctl, *arguments], env=environment, check=True, capture_output=True, text=True)
    return ending.stdout


def link(*arguments):
    """A new link to sign in by."""
    return oauthctl("console", "--no-open", *arguments).strip().splitlines()[0]


def token(client, secret):
    """What the gateway answers to a program that asks for a token: the status and the reply."""
    form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
    request = urllib.request.Request(f"{suite.issuer}/v2/token", urllib.parse.urlencode(form).encode())
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def is_gone(element):
    """Whether another page has come. A driver that is asked just then may say so in words of the browser's own."""
    try:
        element.is_enabled()
        return False
    except StaleElementReferenceException:
        return True
    except WebDriverException as fault:
        if "does not belong to the document" not in str(fault):
            raise
        return True


class Browser:
    def __init__(self, scripts=True):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]:
            options.add_argument(argument)
        if not scripts:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))

    def close(self):
        self.driver.quit()

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def title(self):
        return self.driver.find_element(By.TAG_NAME, "h1").text

    @property
    def path(self):
        return urllib.parse.urlsplit(self.driver.current_url).path

    def go(self, path):
        self.driver.get(path if path.startswith("http") else suite.console + path)

    def click(self, words):
        """A link or a button of the page's content, else of its head, by what it says."""
        quoted = f'normalize-space()="{words}"'
        for place in ["//main//*", "//*"]:
            found = self.driver.find_elements(By.XPATH, f"{place}[self::a or self::button][{quoted}]")
            if found:
                return self.press(found[0])
        raise AssertionError(f'nothing says "{words}" on the page {self.title}')

    def press(self, element):
        """Clicks what leads to another page, and waits for that."""
        page = self.driver.find_element(By.TAG_NAME, "html")
        element.click()
        WebDriverWait(self.driver, 60).until(lambda _: is_gone(page))

    def field(self, label):
        name = self.driver.find_element(By.XPATH, f'//label[normalize-space()="{label}"]').get_attribute("for")
        return self.driver.find_element(By.ID, name)

    def enter(self, label, text):
        field = self.field(label)
        field.clear()
        field.send_keys(text)

    def choose(self, label, text):
        Select(self.field(label)).select_by_visible_text(text)

    def tick(self, value):
        box = f'input[type="checkbox"][name="allow"][value="{value}"]'
        self.driver.find_element(By.CSS_SELECTOR, box).click()

    def secret(self):
        """The one that the page shows; nothing where it shows none."""
        found = self.driver.find_elements(By.ID, "secret")
        return found[0].text if found else None

    def size(self, width, height=800):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def scheme(self, name):
        features = {"features": [{"name": "prefers-color-scheme", "value": name}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", features)


def expect(condition, browser, words):
    if not condition:
        raise AssertionError(f"{words}; the page is {browser.path}:\n{browser.text}")
