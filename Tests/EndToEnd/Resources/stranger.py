"""A user of the host who means no good: takes as much of a service as it gets, until killed.

Usage: stranger.py MISCHIEF DIRECTORY, where DIRECTORY has the sockets. Prints "ready" once it is at work.
"""

import json
import resource
import selectors
import socket
import struct
import sys


def request(method, params):
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    return struct.pack(">I", len(message)) + message


WRONG = request("tokens.issue", {"client_id": "OQ" + "0" * 31 + "1", "client_secret": "x" * 64})
INTRUDER = request("accounts.create", {"friendly_name": "Intruder"})
HALF = struct.pack(">I", 1 << 20) + b" " * ((1 << 20) - 6)

# Socket, connections, what is sent on each, and how many of it at a time.
MISCHIEF = {
    "silence": ("token-issuer", 70000, b"", 0),
    "half-frames": ("token-issuer", 280, HALF, 1),
    "wrong-secrets": ("token-issuer", 9, WRONG, 256),
    "discovery": ("app-registry", 2, request("rpc.discover", {}), 256),
    "creations": ("app-registry", 8, INTRUDER, 64),
}


class Connection:
    """Sends its requests, and one more for each reply."""

    def __init__(self, path, frame, count):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.setblocking(False)
        self.socket.connect(path)
        self.frame, self.output, self.input = frame, frame * count, b""

    def work(self):
        """Returns whether the connection is still open."""
        try:
            while self.output:
                sent = self.socket.send(self.output)
                self.output = self.output[sent:]
        except BlockingIOError:
            pass
        except OSError:
            return False
        try:
            received = self.socket.recv(1 << 20)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.input += received
        while len(self.input) >= 4 and len(self.input) >= 4 + struct.unpack(">I", self.input[:4])[0]:
            self.input = self.input[4 + struct.unpack(">I", self.input[:4])[0]:]
            self.output += self.frame
        return bool(received)


def main():
    service, wanted, frame, count = MISCHIEF[sys.argv[1]]
    path = f"{sys.argv[2]}/{service}.sock"
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    selector = selectors.DefaultSelector()
    is_ready = False
    while True:
        for _ in range(1000):
            if len(selector.get_map()) >= min(wanted, hard - 10):
                break
            try:
                connection = Connection(path, frame, count)
            except OSError:
                break
            selector.register(connection.socket, selectors.EVENT_READ | (selectors.EVENT_WRITE if frame else 0), connection)
        for key, _ in selector.select(0.01):
            if not key.data.work():
                selector.unregister(key.fileobj)
                key.fileobj.close()
            elif not key.data.output:
                selector.modify(key.fileobj, selectors.EVENT_READ, key.data)
            else:
                selector.modify(key.fileobj, selectors.EVENT_READ | selectors.EVENT_WRITE, key.data)
        if not is_ready:
            is_ready = True
            print("ready", flush=True)


main()
