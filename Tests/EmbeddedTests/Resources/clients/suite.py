"""The suite that a client is tried with, as the test describes it on standard input."""

import json
import subprocess
import sys
import time
import types
import urllib.request

suite = json.load(sys.stdin, object_hook=lambda members: types.SimpleNamespace(**members))


def oauthctl(*arguments):
    """Does what an administrator does meanwhile."""
    subprocess.run(
        [suite.oauthctl, *arguments], env={"OAUTH_APPS_RUNTIME_DIR": suite.directory}, check=True, capture_output=True
    )


def rotate():
    """Has another key sign from now on, and waits until all may know it, which takes the gateway a few seconds."""
    before = keys()
    oauthctl("signing-key", "rotate", "--now")
    while keys() == before:
        time.sleep(0.1)


def keys():
    with urllib.request.urlopen(f"{suite.issuer}/.well-known/jwks.json") as answer:
        return answer.read()


def refused(error, call):
    """Expects that a call fails, and that the client tells the server's error."""
    try:
        answer = call()
    except Exception as failure:
        assert error in f"{failure!r} {getattr(failure, 'response', '')!r}", repr(failure)
    else:
        raise AssertionError(f"no error, but {answer}")
