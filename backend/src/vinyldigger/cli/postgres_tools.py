"""PostgreSQL's own programs against the configured database."""

from __future__ import annotations

import shutil
from urllib.parse import unquote, urlsplit

from vinyldigger.cli.checks import CheckFailed
from vinyldigger.cli.embedded import EmbeddedServerError, postgres_binaries
from vinyldigger.core.config import child_environment


def postgres_tool(name: str, database_url: str) -> tuple[str, dict[str, str]]:
    """Where the program is, and the environment in which it reaches the database without a word on its command line."""
    try:
        found = shutil.which(name, path=str(postgres_binaries()))  # of the embedded server's version
    except EmbeddedServerError:
        found = shutil.which(name)
    if found is None:
        raise CheckFailed(f"{name} was not found: install PostgreSQL's client programs")
    url = urlsplit(database_url)
    given = {
        "PGHOST": url.hostname,
        "PGPORT": str(url.port or 5432),
        "PGUSER": unquote(url.username or ""),
        "PGPASSWORD": unquote(url.password or ""),
        "PGDATABASE": url.path.lstrip("/"),
    }
    return found, child_environment(**{key: value for key, value in given.items() if value})
