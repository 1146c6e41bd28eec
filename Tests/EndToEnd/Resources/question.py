"""Puts one JSON-RPC request, from standard input, to the service whose socket is named, and prints the reply."""

import socket
import struct
import sys

request = sys.stdin.buffer.read()
service = socket.socket(socket.AF_UNIX)
service.connect(sys.argv[1])
service.sendall(struct.pack(">I", len(request)) + request)
stream = service.makefile("rb")
(length,) = struct.unpack(">I", stream.read(4))
sys.stdout.buffer.write(stream.read(length))
