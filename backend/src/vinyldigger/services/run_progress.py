"""How a run stands: kept in its row and told to the user's open pages, in the transactions of its effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.words import Reason
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Claim
from vinyldigger.marketplaces import contract
from vinyldigger.models.searches import RunStatus
from vinyldigger.services.repositories import jobs
from vinyldigger.services.repositories import runs as run_rows
from vinyldigger.services.run_context import RunContext

ASKING_SHARE = 80  # per cent of the progress bar that asking takes


class RunCancelled(Exception):
    """The user ended the run: what is stored stays, nothing more is asked."""


@dataclass(slots=True)
class Outcome:
    """What came of one marketplace so far. ``fresh``: questions that stored answers served.

    ``skipped``: offers that could not be read. ``ignored``: what the marketplace said it ignored of the questions.
    """

    status: str = "waiting"
    calls: int = 0
    found: int = 0
    new: int = 0
    fresh: int = 0
    skipped: int = 0
    ignored: list[str] = field(default_factory=list)
    error: Mapping[str, Any] | None = None


class RunProgress:
    """The outcomes of one run while it goes on. ``claim``: the attempt; ``before``: as an earlier one left them."""

    def __init__(
        self, claim: Claim, context: RunContext, planned_calls: Mapping[str, int], before: Mapping[str, Any]
    ) -> None:
        self.outcomes = {marketplace: _continued(before.get(marketplace, {})) for marketplace in planned_calls}
        self.claim = claim
        self._context = context
        self._planned = sum(planned_calls.values())
        self._percent = 0

    async def save(self, session: AsyncSession, stage: str) -> None:
        """Write the state into the run, in this transaction.

        Raises LostClaim for a worker that came back late, :class:`RunCancelled` for a run that was ended.
        """
        await jobs.hold(session, self.claim)
        self._percent = max(self._percent, self._now_percent())
        stands = await run_rows.change_unfinished(
            session,
            self._context.run_id,
            stage=stage,
            progress=self._percent,
            marketplaces=self.as_json(),
        )
        if not stands:
            raise RunCancelled
        announce(
            session,
            self._context.user_id,
            EventKind.RUN_PROGRESS,
            run_id=self._context.run_id,
            search_id=self._context.search_id,
            stage=stage,
            progress=self._percent,
            marketplaces=self.as_json(),
        )

    def as_json(self) -> dict[str, Any]:
        """The outcomes as they are stored."""
        return {
            marketplace: asdict(outcome) | {"notes": [asdict(note) for note in _notes(marketplace, outcome)]}
            for marketplace, outcome in self.outcomes.items()
        }

    def _now_percent(self) -> int:
        done = sum(outcome.calls for outcome in self.outcomes.values())
        if all(outcome.status not in {"waiting", "running"} for outcome in self.outcomes.values()):
            return ASKING_SHARE
        return min(ASKING_SHARE, round(ASKING_SHARE * done / max(1, self._planned)))


def _continued(before: Mapping[str, Any]) -> Outcome:
    """What an earlier attempt spent and found first counts on; everything else is seen anew."""
    return Outcome(calls=before.get("calls", 0), new=before.get("new", 0))


def _notes(marketplace: str, outcome: Outcome) -> list[Reason]:
    """What went wrong at a marketplace without failing it."""
    notes = [Reason("marketplace_ignored", {"marketplace": marketplace, "what": what}) for what in outcome.ignored]
    if outcome.skipped:
        notes.append(Reason("marketplace_unreadable", {"marketplace": marketplace, "count": outcome.skipped}))
    return notes


def failure_of(error: contract.MarketplaceError) -> Reason:
    """A marketplace's failure in a code."""
    codes: dict[type[contract.MarketplaceError], str] = {
        contract.RateLimited: "marketplace_rate_limited",
        contract.Unavailable: "marketplace_unavailable",
        contract.CredentialsRejected: "marketplace_refused_credentials",
        contract.Forbidden: "marketplace_forbidden",
        contract.NotFound: "marketplace_not_found",
        contract.NotSupported: "marketplace_not_supported",
        contract.WireChanged: "marketplace_answer_changed",
    }
    return Reason(codes.get(type(error), "marketplace_unavailable"), {"marketplace": error.marketplace})


def status_of(outcomes: Mapping[str, Outcome]) -> RunStatus:
    """How a run ended: succeeded when every marketplace answered, failed when none did, else partial."""
    answers = [outcome.status for outcome in outcomes.values()]
    if all(status == "succeeded" for status in answers):
        return RunStatus.SUCCEEDED
    return RunStatus.FAILED if all(status == "failed" for status in answers) else RunStatus.PARTIAL
