"""Structured logs: one JSON object a line (or coloured text in a terminal), with who and what, never with secrets."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars, merge_contextvars

SECRET_WORDS = ("password", "secret", "token", "authorization", "cookie", "credential", "verifier", "api_key", "code")
_REDACTED = "[redacted]"
_HARMLESS = frozenset({"code", "status_code", "error_code", "token_kind"})
# Bearer tokens, JSON web tokens and OAuth values inside free text, such as an exception's message or an address.
_IN_TEXT = re.compile(
    r"(?i)(bearer\s+|oauth_token(?:_secret)?=|oauth_signature=|token=|code=|password=|secret=)[^\s&\"',}]+"
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bvd[pr]_[\w-]{20,}"
)

log_context = bound_contextvars


def setup_logging(level: str, *, json: bool) -> None:
    """Send the standard library's and structlog's logs through one chain to stderr."""
    shared: list[structlog.types.Processor] = [
        merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    last: list[structlog.types.Processor] = (
        [structlog.processors.format_exc_info, redact, structlog.processors.JSONRenderer(default=str)]
        if json
        else [
            redact,
            structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
        ]  # shows no locals
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in ("httpx", "httpcore", "hpack", "asyncio", "celery.app.trace", "apscheduler"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Replace values whose name or form says they are secret."""
    return {name: _clean(name, value) for name, value in event.items()}


def _clean(name: str, value: Any) -> Any:
    lowered = name.lower()
    if lowered not in _HARMLESS and any(word in lowered for word in SECRET_WORDS) and isinstance(value, str | bytes):
        return _REDACTED
    if isinstance(value, str):
        return _IN_TEXT.sub(lambda found: f"{found.group(1) or ''}{_REDACTED}", value)
    if isinstance(value, Mapping):
        return {key: _clean(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(name, inner) for inner in value]
    return value
