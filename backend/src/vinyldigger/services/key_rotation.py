"""Re-encrypting stored secrets with the newest key, batch by batch."""

from __future__ import annotations

from dataclasses import dataclass

from vinyldigger.core.database import unit_of_work
from vinyldigger.core.security import Undecryptable, rotate
from vinyldigger.services.repositories import secrets

BATCH = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many secrets were encrypted anew, and how many no key can read."""

    rotated: int
    unreadable: int


async def rotate_all() -> Outcome:
    """Encrypt every secret with the first key. Each batch is a unit of work: breaking off loses nothing."""
    rotated = unreadable = 0
    for column in secrets.ENCRYPTED:
        after = None
        while True:
            async with unit_of_work() as session:
                rows = await secrets.batch(session, column, after, BATCH)
                for row_id, sealed in rows:
                    try:
                        await secrets.replace(session, column, row_id, sealed, rotate(sealed))
                        rotated += 1
                    except Undecryptable:
                        unreadable += 1
            if len(rows) < BATCH:
                break
            after = rows[-1][0]
    return Outcome(rotated, unreadable)
