"""What several tests share: plain helpers, no fixtures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config

from vinyldigger.core.jobs import Job

BACKEND = Path(__file__).resolve().parents[1]


def migrate(url: str, revision: str) -> None:
    """Bring a database to a revision, up or down."""
    config = Config(BACKEND / "alembic.ini")
    config.attributes["url"] = url
    (command.downgrade if revision == "base" else command.upgrade)(config, revision)


@dataclass
class Published:
    """What was published to the workers."""

    jobs: list[tuple[Job, str]] = field(default_factory=list)

    @property
    def names(self) -> list[Job]:
        return [job for job, _ in self.jobs]


@dataclass
class Statements:
    """The SQL statements of a block."""

    texts: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)
