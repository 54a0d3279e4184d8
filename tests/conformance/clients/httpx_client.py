"""The Admin API through httpx: one client, and a DigestAuth for each key, which keeps its nonce."""

import httpx

from conversation import PATIENCE, converse, encoded

# No proxy of the machine stands between this and loopback.
client = httpx.Client(trust_env=False, timeout=PATIENCE)
proofs = {}


def send(request):
    key = request["username"], request["password"]
    answer = client.request(
        request["method"],
        request["url"],
        headers=request["headers"],
        content=encoded(request["body"]),
        auth=proofs.setdefault(key, httpx.DigestAuth(*key)),
    )
    return answer.status_code, answer.headers, answer.content


converse(send)
