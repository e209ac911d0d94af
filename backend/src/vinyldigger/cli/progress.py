"""What `up` shows: steps with their durations, and the labelled log lines of many processes on one terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from vinyldigger.core import clock

_COLOURS = (36, 33, 35, 32, 34, 31)
_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")
_CLEAR_LINE = "\r\x1b[K"


class Terminal:
    """Writes to one stream; colours and the line of what is under way only where a person watches.

    Log lines go to ``logs`` instead, when it is given.
    """

    def __init__(self, stream: TextIO, logs: TextIO | None = None) -> None:
        self._stream = stream
        self._logs = logs
        self._live = stream.isatty()
        self._pending: list[str] = []
        self._colours: dict[str, int] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show ``name`` while the block runs, then how long it took."""
        started = clock.monotonic()
        self._pending.append(name)
        self.write()
        try:
            yield
        except BaseException:
            self._pending.remove(name)
            self.write(f"  ✗ {name}")
            raise
        self._pending.remove(name)
        self.write(f"  ✓ {name:<18} {clock.monotonic() - started:6.1f} s")

    def log(self, label: str, line: str) -> None:
        """One line that the process called ``label`` wrote."""
        prefix = f"{label:>9} |"
        plain = f"{prefix} {_COLOUR_CODE.sub('', line)}"
        if self._logs:
            self._logs.write(f"{plain}\n")
        elif self._live:
            colour = self._colours.setdefault(label, _COLOURS[len(self._colours) % len(_COLOURS)])
            self.write(f"\x1b[{colour}m{prefix}\x1b[0m {line}")
        else:
            self.write(plain)

    def write(self, line: str | None = None) -> None:
        """A whole line, above the line of what is under way."""
        text = _CLEAR_LINE if self._live else ""
        if line is not None:
            text += f"{line}\n"
        if self._live and self._pending:
            text += f"  … {', '.join(self._pending)}"
        self._stream.write(text)
        self._stream.flush()
