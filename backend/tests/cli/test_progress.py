"""What stands on the terminal, and in a file."""

from __future__ import annotations

import io
import re

import pytest

from vinyldigger.cli.progress import Terminal


class Screen(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def test_step_and_log_in_a_file() -> None:
    stream = io.StringIO()
    terminal = Terminal(stream)
    with terminal.step("postgres"):
        terminal.log("api", "\x1b[32mgreen\x1b[0m apples")
    assert re.fullmatch(r"      api \| green apples\n  ✓ postgres +0\.\d s\n", stream.getvalue())


def test_failed_step() -> None:
    stream = io.StringIO()
    with pytest.raises(ZeroDivisionError), Terminal(stream).step("migrate"):
        raise ZeroDivisionError
    assert stream.getvalue() == "  ✗ migrate\n"


def test_what_is_under_way_stays_below_the_log() -> None:
    screen = Screen()
    terminal = Terminal(screen)
    with terminal.step("api"), terminal.step("worker"):
        terminal.log("api", "hello")
        assert screen.getvalue().endswith("hello\n  … api, worker")
    assert screen.getvalue().count("✓") == 2


def test_logs_can_go_elsewhere() -> None:
    stream, logs = io.StringIO(), io.StringIO()
    Terminal(stream, logs).log("api", "\x1b[1mhello\x1b[0m")
    assert (stream.getvalue(), logs.getvalue()) == ("", "      api | hello\n")
