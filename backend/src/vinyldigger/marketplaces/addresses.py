"""Reading pasted addresses."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split_address(text: str) -> SplitResult | None:
    """The parts of a web address, with or without its scheme; None for text that is none."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        return parts if parts.hostname and parts.scheme in ("http", "https") else None
    except ValueError:
        return None
