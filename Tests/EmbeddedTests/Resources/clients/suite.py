"""The suite that a client is tried with, as the test describes it on standard input."""

import json
import subprocess
import sys
import types

suite = json.load(sys.stdin, object_hook=lambda members: types.SimpleNamespace(**members))


def oauthctl(*arguments):
    """Does what an administrator does meanwhile."""
    subprocess.run(
        [suite.oauthctl, *arguments], env={"OAUTH_APPS_RUNTIME_DIR": suite.directory}, check=True, capture_output=True
    )


def refused(error, call):
    """Expects that a call fails, and that the client tells the server's error."""
    try:
        answer = call()
    except Exception as failure:
        assert error in f"{failure!r} {getattr(failure, 'response', '')!r}", repr(failure)
    else:
        raise AssertionError(f"no error, but {answer}")
