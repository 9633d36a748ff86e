"""sign_body.py hex|base64 SECRET < body: prints the HMAC-SHA256 of the body."""

import base64
import hashlib
import hmac
import sys

encoding, secret = sys.argv[1:3]
digest = hmac.new(secret.encode(), sys.stdin.buffer.read(), hashlib.sha256).digest()
print(digest.hex() if encoding == "hex" else base64.b64encode(digest).decode())
