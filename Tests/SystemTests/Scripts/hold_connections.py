"""Holds COUNT silent connections to 127.0.0.1:PORT until it is killed; one that is closed is opened anew.
Says that it is ready once it has opened them all."""

import resource
import select
import socket
import sys

port, count = int(sys.argv[1]), int(sys.argv[2])
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
if hard < count + 64:
    sys.exit(f"The hard limit on open files is {hard}: ulimit -Hn.")
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

standing = {}
ended = select.epoll()


def open_one():
    connection = socket.create_connection(("127.0.0.1", port))
    standing[connection.fileno()] = connection
    ended.register(connection, select.EPOLLIN | select.EPOLLRDHUP)


for _ in range(count):
    open_one()
print("listening http://nowhere", flush=True)
while True:
    for descriptor, _ in ended.poll():
        standing.pop(descriptor).close()
        open_one()
