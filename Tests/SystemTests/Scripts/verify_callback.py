"""verify_callback.py SECRET: runs a shop that verifies one callback with the public library.

Prints `listening URL`, then the verified body, or why it could not be verified. Answers 200 or 401.
"""

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

secret = sys.argv[1]


class Shop(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            Webhook(secret).verify(body, dict(self.headers))
            status, word = 200, body.decode()
        except WebhookVerificationError as error:
            status, word = 401, f"refused: {error}"
        self.send_response(status)
        self.end_headers()
        print(word, flush=True)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Shop)
server.timeout = 300
print(f"listening http://127.0.0.1:{server.server_port}", flush=True)
server.handle_request()
