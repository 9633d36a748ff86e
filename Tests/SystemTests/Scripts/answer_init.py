"""answer_init.py PUNTE FOLDER whole|interrupted: answers the questions of `punte init` in a terminal,
one after another and one of them wrongly, or ends it by Ctrl-C at its secret question; then looks at
`punte check` there. Fails unless both keep to what a terminal's user expects."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import time

punte, folder, ending = sys.argv[1:4]
DEADLINE = time.monotonic() + 300
WIDTH = 70


class Run:
    """A program in a terminal of its own."""

    def __init__(self, *arguments, **more):
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, WIDTH, 0, 0))
        os.set_blocking(self.master, False)
        self.before = termios.tcgetattr(self.slave)
        self.seen = b""
        environment = {"TERM": "xterm", "PATH": os.environ["PATH"], **more}
        self.process = subprocess.Popen(
            [punte, *arguments], cwd=folder, env=environment, stdin=self.slave, stdout=self.slave,
            stderr=self.slave, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))

    def read_some(self):
        try:
            self.seen += os.read(self.master, 65536)
        except BlockingIOError:
            time.sleep(0.01)

    def fail(self, why):
        self.process.kill()
        sys.exit(f"{why}\n{self.seen.decode()}")

    def wait_for(self, is_so, what):
        while not is_so():
            if time.monotonic() > DEADLINE:
                self.fail(f"never so: {what}")
            self.read_some()

    def ask(self, question, answer):
        """Waits for the question, which must be the last thing shown, and answers it."""
        self.wait_for(lambda: re.search(question + r"[^\n]*: $", self.seen.decode()), question)
        os.write(self.master, answer)

    def end(self, status):
        self.wait_for(lambda: self.process.poll() is not None, "its end")
        for _ in range(3):
            self.read_some()
        if self.process.returncode != status:
            self.fail(f"it ended with {self.process.returncode}, not {status}")
        if termios.tcgetattr(self.slave) != self.before:
            self.fail("the terminal is not as it was")
        return self.seen.decode()


init = Run("init")
init.ask("e-mail of your SmartBill login", b"office@firma.example\n")
init.ask("fiscal code", b"RO12345675\n")
init.wait_for(lambda: "last digit doesn't fit" in init.seen.decode(), "the wrong answer is refused")
init.ask("last digit doesn't fit(.|\r|\n)*fiscal code", b"RO12345674\n")
init.wait_for(
    lambda: not termios.tcgetattr(init.slave)[3] & termios.ECHO, "the token is not echoed")
if ending == "interrupted":
    os.write(init.master, b"\x03")
    init.end(-2)
    if os.listdir(folder):
        init.fail(f"it left {os.listdir(folder)}")
    sys.exit()
init.ask("SmartBill token", b"003|a-token\n")
init.ask("series of invoices", b"FCT\n")
init.ask("shop's name", b"\n")
init.ask("address to which Punte sends", b"https://magazin.invalid/punte\n")
init.ask("order status", b"\n")
init.ask("by which the shop reaches", b"http://punte.example\n")
init.wait_for(lambda: "customers' orders" in init.seen.decode(), "http is refused")
init.ask("customers' orders(.|\r|\n)*by which the shop reaches", b"-\n")
text = init.end(0)
if "a-token" in text or "\x1b" in text:
    init.fail("it showed the token, or a colour")
if sorted(os.listdir(folder)) != ["punte.yaml", "secrets"]:
    init.fail(f"it left {os.listdir(folder)}")
if os.stat(f"{folder}/secrets/smartbill-firma").st_mode & 0o777 != 0o600:
    init.fail("the token's file is open to others")

coloured = Run("check", "--offline").end(0)
plain = Run("check", "--offline", NO_COLOR="1").end(0)
if "\x1b[32m" not in coloured:
    sys.exit(f"no colour at a terminal\n{coloured}")
# The disk's free space may have changed between the two.
same = [re.sub(r"[0-9]+", "#", re.sub(r"\x1b\[[0-9]*m", "", text)) for text in (plain, coloured)]
if "\x1b" in plain or same[0] != same[1]:
    sys.exit(f"NO_COLOR is not obeyed\n{plain}")
wide = [line for line in plain.split("\r\n") if len(line) > WIDTH]
if wide:
    sys.exit(f"wider than the terminal: {wide}")
piped = subprocess.run(
    [punte, "check", "--offline"], cwd=folder, capture_output=True, text=True).stdout
if "\x1b" in piped or not [line for line in piped.splitlines() if len(line) > WIDTH]:
    sys.exit(f"a pipe gets colours, or broken lines\n{piped}")
