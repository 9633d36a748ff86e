"""A receiver of honest quality in FastAPI and SQLite: verifies Standard Webhooks over the raw body,
stores each event once, durably, and many in one commit; answers when the commit is synced.

Usage: fastapi_receiver.py DATABASE SECRET; prints where it listens.
"""

import asyncio
import sqlite3
import sys
import threading

import uvicorn
from fastapi import FastAPI, Request, Response
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

BATCH_MAX = 128


class Writer(threading.Thread):
    """Commits what has come, then answers all of it."""

    def __init__(self, path, loop):
        super().__init__(daemon=True)
        self.path, self.loop = path, loop
        self.waiting, self.condition = [], threading.Condition()

    def add(self, event, body):
        future = self.loop.create_future()
        with self.condition:
            self.waiting.append((event, body, future))
            self.condition.notify()
        return future

    def run(self):
        database = sqlite3.connect(self.path, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS events (sequence INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB)"
        )
        while True:
            with self.condition:
                self.condition.wait_for(lambda: self.waiting)
                batch, self.waiting = self.waiting[:BATCH_MAX], self.waiting[BATCH_MAX:]
            database.execute("BEGIN IMMEDIATE")
            answers = [
                database.execute(
                    "INSERT INTO events (id, body) VALUES (?, ?) ON CONFLICT DO NOTHING", (event, body)
                ).rowcount
                for event, body, _ in batch
            ]
            database.execute("COMMIT")
            self.loop.call_soon_threadsafe(self.answer, batch, answers)

    @staticmethod
    def answer(batch, answers):
        for (_, _, future), isNew in zip(batch, answers):
            if not future.cancelled():
                future.set_result(isNew)


def application(path, secret):
    app = FastAPI()
    webhook = Webhook(secret)
    state = {}

    @app.on_event("startup")
    async def start():
        state["writer"] = Writer(path, asyncio.get_running_loop())
        state["writer"].start()

    @app.post("/webhooks/{shop}")
    async def receive(shop: str, request: Request):
        body = await request.body()
        try:
            webhook.verify(body, dict(request.headers))
        except WebhookVerificationError:
            return Response(status_code=401)
        isNew = await state["writer"].add(request.headers["webhook-id"], body)
        return Response(status_code=202 if isNew else 200)

    return app


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        print(f"listening http://127.0.0.1:{port}", flush=True)


if __name__ == "__main__":
    path, secret = sys.argv[1:]
    config = uvicorn.Config(
        application(path, secret), host="127.0.0.1", port=0, log_level="warning", loop="uvloop",
        http="httptools", access_log=False
    )
    Server(config).run()
