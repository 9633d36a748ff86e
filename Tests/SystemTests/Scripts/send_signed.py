"""send_signed.py URL SECRET ID < body: signs the body with the public library and sends it.

Prints the answer's status.
"""

import sys
import urllib.error
import urllib.request
from datetime import datetime, timezone

from standardwebhooks.webhooks import Webhook

url, secret, message_id = sys.argv[1:4]
body = sys.stdin.buffer.read().decode()
now = datetime.now(tz=timezone.utc)
request = urllib.request.Request(
    url,
    data=body.encode(),
    headers={
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, now, body),
    },
)
try:
    with urllib.request.urlopen(request, timeout=300) as answer:
        print(answer.status)
except urllib.error.HTTPError as error:
    print(error.code)
