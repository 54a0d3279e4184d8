"""A client as a program: one request a line on stdin, one answer a line on stdout, both JSON."""

import json
import sys

# Seconds after which an answer will not come any more.
PATIENCE = 20


def converse(send):
    """Answers every request with what `send(request)` returns: a status, headers and the bytes of a body."""
    for line in sys.stdin:
        status, headers, body = send(json.loads(line))
        answer = {"status": status, "headers": list(headers.items()), "body": body.decode()}
        print(json.dumps(answer), flush=True)


def encoded(body):
    """The bytes of a body, or nothing where there is none."""
    return None if body is None else body.encode()
