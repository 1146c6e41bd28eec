"""One client that asks a service the same thing again and again, one request at a time.

Usage: pulse.py SOCKET COUNT, with the request on standard input. Prints how many milliseconds the reply took in 99 of
100 cases at the most. Ends with an error if a reply is one.
"""

import json
import socket
import struct
import sys
import time


def receive(connection, count):
    received = b""
    while len(received) < count:
        part = connection.recv(count - len(received))
        if not part:
            sys.exit("the service closed the connection")
        received += part
    return received


def main():
    message = sys.stdin.buffer.read()
    durations = []
    with socket.socket(socket.AF_UNIX) as connection:
        # Where many connect, it waits for its turn; with a time limit it would be refused.
        connection.connect(sys.argv[1])
        connection.settimeout(60)
        for _ in range(int(sys.argv[2])):
            start = time.monotonic()
            connection.sendall(struct.pack(">I", len(message)) + message)
            reply = json.loads(receive(connection, struct.unpack(">I", receive(connection, 4))[0]))
            durations.append(time.monotonic() - start)
            if "error" in reply:
                sys.exit(reply["error"]["message"])
    print(f"{sorted(durations)[len(durations) * 99 // 100] * 1000:.2f}")


main()
