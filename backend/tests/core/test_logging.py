"""No secret reaches a log, whichever way it takes."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr

import pytest
import structlog

from vinyldigger.core.logging import setup_logging

CANARY = "canary-4711-of-the-mine"


@contextmanager
def product_logs() -> Iterator[io.StringIO]:
    """What the product's own logging writes; afterwards all is as pytest had set it up."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level, configuration = root.handlers[:], root.level, structlog.get_config()
    with redirect_stderr(stream):
        setup_logging("DEBUG", json=True)
    try:
        yield stream
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.configure(**configuration)


@pytest.mark.parametrize(
    "fields",
    [
        {"password": CANARY},
        {"new_password": CANARY},
        {"access_token": CANARY},
        {"Authorization": f"Bearer {CANARY}"},
        {"headers": {"authorization": CANARY, "Cookie": CANARY}},
        {"body": {"deep": [{"client_secret": CANARY}]}},
        {"url": f"https://x.example/cb?oauth_token={CANARY}&oauth_verifier=1"},
        {"message": f"Bearer {CANARY} was refused"},
        {"setup_code": CANARY},
        {"note": f"vdr_{CANARY.replace('-', '_')}"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_secrets_are_taken_out(fields: dict[str, object]) -> None:
    with product_logs() as stream:
        structlog.get_logger("tests").info("something", **fields)
    written = stream.getvalue()
    assert "something" in written
    assert CANARY not in written
    assert CANARY.replace("-", "_") not in written


def test_tracebacks_show_no_secrets_of_their_message_and_no_locals() -> None:
    password = CANARY
    with product_logs() as stream:
        try:
            raise ValueError(f"token={CANARY} for {len(password)}")
        except ValueError:
            logging.getLogger("tests").exception("broken")
    written = stream.getvalue()
    assert "ValueError" in written
    assert CANARY not in written


def test_a_line_is_one_line_whatever_a_user_is_called() -> None:
    with product_logs() as stream:
        structlog.get_logger("tests").info("login", user='ana\r\n{"event": "forged"}')
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["event"] == "login"
