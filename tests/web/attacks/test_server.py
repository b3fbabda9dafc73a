"""Requests as no browser writes them, against the server itself: lengths that disagree, smuggled requests, endless heads."""

import socket
import subprocess
import sys

import pytest

from tests.edges.serving import Part, environment, free_port, is_ready, wait_until_ready

pytestmark = pytest.mark.slow

HOST = b"Host: x\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
REFUSED = {
    "two lengths": b"POST /login HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 3\r\nContent-Length: 40\r\n\r\nabc"
    + SMUGGLED,
    "a length and pieces": b"POST /login HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "unknown pieces": b"POST /login HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "a blank before the colon": b"POST /login HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"
    + SMUGGLED,
    "a length below nothing": b"POST /login HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n" + SMUGGLED,
    "a length with a sign": b"POST /login HTTP/1.1\r\n" + HOST + b"Content-Length: +3\r\n\r\nabc" + SMUGGLED,
    "an endless head": b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "an endless address": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "more than we read": b"POST /login HTTP/1.1\r\n" + HOST + b"Content-Length: 999999999\r\n\r\nname=",
    "more than the platform sends": b"POST /wechat HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 999999999\r\n\r\n<xml>",
    "a header in the address": b"GET /login/a%0d%0aSet-Cookie:x=1 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a way up": b"GET /static/../../config.yaml HTTP/1.1\r\n" + HOST + b"\r\n",
    "a trace": b"TRACE / HTTP/1.1\r\n" + HOST + b"Cookie: ssp=secret\r\n\r\n",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The product as it is installed, on a port of its own."""
    folder, free = tmp_path_factory.mktemp("served"), free_port()
    own = environment(folder, SSP_WECHAT__TOKEN="shhh")
    migrate = [sys.executable, "-m", "suishoupai", "db", "upgrade"]
    subprocess.run(migrate, env=own, cwd=folder, check=True, capture_output=True)
    part = Part(("--port", str(free)), own, folder)
    part.start()
    try:
        wait_until_ready(free)
        yield free
    finally:
        part.kill()


def answered(port, request):
    """All that comes back on one connection until it is closed, or nothing more comes for a second."""
    with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
        said = b""
        try:
            line.sendall(request)
            while piece := line.recv(65536):
                said += piece
        except (TimeoutError, ConnectionError):
            pass
        return said


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_be_read_in_two_ways_is_refused(name, port):
    """Nothing behind it on the same connection is taken for a request of its own."""
    said = answered(port, REFUSED[name])
    assert said == b"" or said.startswith(b"HTTP/1.1 4"), said[:200]
    assert b" 404 " not in said or name == "a way up", "the smuggled request was answered"
    assert said.count(b"HTTP/1.1 ") <= 1
    assert b"x=1" not in said.partition(b"\r\n\r\n")[0]
    assert b"ssp=secret" not in said
    assert is_ready(port)


def test_a_wechat_answer_is_never_guessed_to_be_a_page(port):
    said = answered(
        port,
        b"POST /wechat?echostr=%3Cscript%3E HTTP/1.1\r\n"
        + HOST
        + b"Content-Length: 0\r\nConnection: close\r\n\r\n",
    )
    head = said.partition(b"\r\n\r\n")[0].lower()
    assert b"x-content-type-options: nosniff" in head
    assert b"content-type: text/plain" in head
    assert b"<script>" not in said


def test_a_few_slow_bodies_hold_nobody_up(port):
    """Half the threads wait for bodies that never come; the others answer. All of them: the proxy's work, see the guide."""
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
    try:
        for line in slow:
            line.sendall(b"POST /login HTTP/1.1\r\n" + HOST + b"Content-Length: 5000\r\n\r\nname=")
        assert is_ready(port)
    finally:
        for line in slow:
            line.close()
