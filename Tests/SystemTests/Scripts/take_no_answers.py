"""Sends REQUESTS pipelined requests on each of COUNT connections to 127.0.0.1:PORT, and reads no answer."""

import resource
import selectors
import signal
import socket
import sys

port, count, requests = (int(word) for word in sys.argv[1:4])
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

request = b"GET /schema/events.json HTTP/1.1\r\nHost: a\r\n\r\n"
standing = selectors.DefaultSelector()
kept = []
for _ in range(count):
    connection = socket.socket()
    # Little is taken for it by the system.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", port))
    connection.setblocking(False)
    standing.register(connection, selectors.EVENT_WRITE, memoryview(request * requests))

# Until all is sent, or the system takes no more of it.
while standing.get_map() and (ready := standing.select(timeout=1)):
    for key, _ in ready:
        try:
            rest = key.data[key.fileobj.send(key.data) :]
        except OSError:
            rest = b""
        if rest:
            standing.modify(key.fileobj, selectors.EVENT_WRITE, rest)
        else:
            standing.unregister(key.fileobj)
            kept.append(key.fileobj)

print("listening http://nowhere", flush=True)
signal.pause()
