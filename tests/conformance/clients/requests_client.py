"""The Admin API through requests: one session, and an HTTPDigestAuth for each key, which keeps its nonce."""

import requests
from requests.auth import HTTPDigestAuth

from conversation import PATIENCE, converse, encoded

session = requests.Session()
# No proxy of the machine stands between this and loopback.
session.trust_env = False
proofs = {}


def send(request):
    key = request["username"], request["password"]
    answer = session.request(
        request["method"],
        request["url"],
        headers=request["headers"],
        data=encoded(request["body"]),
        auth=proofs.setdefault(key, HTTPDigestAuth(*key)),
        timeout=PATIENCE,
    )
    return answer.status_code, answer.headers, answer.content


converse(send)
