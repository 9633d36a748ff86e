"""watch_top.py PUNTE SETTINGS key|signal|service PROCESS: runs `punte top` in a terminal of 80 by
24, makes it 40 by 10, and ends it in that way; fails unless each screen fits and the terminal is as
it was before."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time

punte, settings, ending, process = sys.argv[1:5]
ENTER, LEAVE, DEADLINE = b"\x1b[?1049h", b"\x1b[?1049l", time.monotonic() + 300


def resize(width, height):
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))


def fail(why):
    top.kill()
    sys.exit(f"{why}\n{bytes(seen)!r}")


def last_screen():
    """The lines that were drawn last, whole."""
    frames = bytes(seen).split(b"\x1b[H")[1:]
    whole = [frame for frame in frames if frame.rstrip(LEAVE).endswith(b"\x1b[J")]
    if not whole:
        return []
    text = whole[-1].decode().split("\x1b[J")[0]
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).split("\r\n")


def fits(width, height):
    lines = last_screen()
    return lines and len(lines) <= height and all(len(line) <= width for line in lines)


master, slave = pty.openpty()
os.set_blocking(master, False)
resize(80, 24)
before = termios.tcgetattr(slave)
seen = bytearray()
top = subprocess.Popen(
    [punte, "top", "--settings", settings, "--interval", "200ms"],
    stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
    preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))


def read_some():
    try:
        seen.extend(os.read(master, 65536))
    except BlockingIOError:
        time.sleep(0.01)


def wait_for(is_so, what):
    while not is_so():
        if time.monotonic() > DEADLINE or top.poll() is not None and what != "its end":
            fail(f"never so: {what}")
        read_some()


wait_for(lambda: fits(80, 24) and any("accepted/s" in line for line in last_screen()), "80 by 24")
if ENTER not in seen or termios.tcgetattr(slave)[3] & termios.ECHO:
    fail("it did not take the terminal")
resize(40, 10)
wait_for(lambda: fits(40, 10) and len(last_screen()) == 10, "40 by 10")
if ending == "key":
    os.write(master, b"q")
elif ending == "signal":
    top.send_signal(signal.SIGTERM)
else:
    # The view outlives the service, says so, and is then ended by Ctrl-C.
    os.kill(int(process), signal.SIGKILL)
    wait_for(lambda: "no running punte answers" in "".join(last_screen()), "the service is missed")
    os.write(master, b"\x03")
wait_for(lambda: top.poll() is not None, "its end")
read_some()
if top.returncode != 0:
    fail(f"it ended with {top.returncode}")
if not seen.endswith(LEAVE) or termios.tcgetattr(slave) != before:
    fail("the terminal is not as it was")
