"""in_terminal.py PROGRAM [ARGUMENT…]: runs a program in a terminal of its own, prints what it shows
there as a JSON string, and ends as it ended."""

import json
import os
import pty
import sys

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
shown = b""
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:  # So Linux says that the other end is closed.
        break
    if not part:
        break
    shown += part
_, status = os.waitpid(child, 0)
print(json.dumps(shown.decode()))
sys.exit(os.waitstatus_to_exitcode(status))
