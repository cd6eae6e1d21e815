"""Lambda's runtime interface and DynamoDB, as far as a measured function talks to them, on loopback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FUNCTION_ARN = "arn:aws:lambda:eu-west-2:000000000000:function:bench"
PROFILE = {
    "pk": {"S": "USER#user-1"},
    "sk": {"S": "PROFILE"},
    "id": {"S": "user-1"},
    "name": {"S": "Ada"},
    "email": {"S": "ada@example.test"},
    "timezone": {"S": "Europe/London"},
    "day_start_hour": {"N": "0"},
    "created_at": {"S": "2026-01-01T00:00:00Z"},
    "updated_at": {"S": "2026-01-01T00:00:00Z"},
    "version": {"N": "1"},
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise the headers wait for the acknowledgement of the packet before.
    disable_nagle_algorithm = True

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing."""

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", 0)))

    def answer(self, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class DynamoDB(_Handler):
    """Knows one profile, has `items` for every query, and accepts every write."""

    items: list[dict[str, Any]] = []  # noqa: RUF012 - set once per server

    def do_POST(self) -> None:
        request = json.loads(self.body())
        operation = self.headers["X-Amz-Target"].partition(".")[2]
        answer: dict[str, Any] = {}
        if operation == "GetItem" and request["Key"]["sk"] == PROFILE["sk"]:
            answer = {"Item": PROFILE}
        elif operation == "Query":
            answer = {"Items": self.items, "Count": len(self.items), "ScannedCount": len(self.items)}
        content = json.dumps(answer).encode()
        self.answer(content, {"Content-Type": "application/x-amz-json-1.0"})


class Invocation:
    """One event for one process, and what came back."""

    def __init__(self, event: dict[str, Any]) -> None:
        self.event = json.dumps(event).encode()
        self.answered = threading.Event()
        self.at = 0.0
        self.answer: dict[str, Any] = {}


def runtime(invocation: Invocation) -> type[_Handler]:
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html: hands the event out once."""
    released = threading.Event()

    class Runtime(_Handler):
        def do_GET(self) -> None:
            if invocation.answered.is_set():
                released.wait(10)
                return
            deadline = str(int(time.time() * 1000) + 60_000)
            self.answer(
                invocation.event,
                {
                    "Content-Type": "application/json",
                    "Lambda-Runtime-Aws-Request-Id": "request-1",
                    "Lambda-Runtime-Deadline-Ms": deadline,
                    "Lambda-Runtime-Invoked-Function-Arn": FUNCTION_ARN,
                    "Lambda-Runtime-Trace-Id": "Root=1-0-0",
                },
            )

        def do_POST(self) -> None:
            content = self.body()
            invocation.at = time.perf_counter()
            invocation.answer = json.loads(content or b"{}")
            invocation.answered.set()
            self.answer(b"{}", {"Content-Type": "application/json"})

    return Runtime


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_arguments: Any) -> None:
        """Processes under measurement are killed as soon as they have answered, and cut their connections."""


@contextmanager
def serving(handler: type[_Handler]) -> Iterator[int]:
    """The port on which it listens."""
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
