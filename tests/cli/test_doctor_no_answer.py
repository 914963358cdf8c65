"""What `doctor` says where a server stands at SLACK_API_URL that does not speak as one on the web does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from tests.cli.conftest import Program

NO_HTTP = b"220 mail.example ESMTP\r\n"
CUT_OFF = b""
NO_TEXT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n\xff\xfe"
NO_CHARSET = b"HTTP/1.1 200 OK\r\nContent-Type: text/x; charset=no\r\nContent-Length: 1\r\nConnection: close\r\n\r\n1"


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """The address of a server that answers every request with these bytes."""

    class Answer(StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline().strip():
                pass
            self.wfile.write(answer)

    with ThreadingTCPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/api/"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "answer",
    [NO_HTTP, CUT_OFF, NO_TEXT, NO_CHARSET],
    ids=["no HTTP", "nothing", "no text", "in no known alphabet"],
)
def test_it_says_that_slack_cant_be_reached_and_how_to_mend_it(app: Program, answer: bytes) -> None:
    with answering(answer) as address:
        shown = app("doctor", SLACK_API_URL=address, SLACK_BOT_TOKEN="xoxb-1")
    [line] = [line for line in shown.out if line.startswith("✗ bot token")]
    assert line.startswith(f"✗ bot token: {address} can't be reached (")
    assert line.endswith("check SLACK_API_URL, and that its server is up; leave it empty for Slack itself")
    assert shown.code == 1
