"""Asks 127.0.0.1:PORT over one connection while process PID gets SIGHUP; fails if it is dropped."""

import http.client
import os
import signal
import sys

port, process = int(sys.argv[1]), int(sys.argv[2])
connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
connection.connect()
# It must not be opened anew behind our back.
connection.auto_open = False
for turn in range(200):
    if turn % 20 == 10:
        os.kill(process, signal.SIGHUP)
    connection.request("GET", "/")
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"answer {turn} was {answer.status}")
print("one connection")
