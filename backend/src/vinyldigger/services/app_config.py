"""What an admin sets about the marketplaces: application credentials, sample or live, and the call budgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.words import Reason
from vinyldigger.core.errors import Conflict, NotFound
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.core.security import decrypt, encrypt
from vinyldigger.marketplaces.contract import Budget, CredentialsRejected, MarketplaceError
from vinyldigger.marketplaces.registry import MARKETPLACES
from vinyldigger.models.environments import Environment
from vinyldigger.models.installation import AppConfig
from vinyldigger.services.access import app_owner, callback_url, open_markets
from vinyldigger.services.notices import notice_url
from vinyldigger.services.repositories import audit, purging
from vinyldigger.services.repositories import installation as rows
from vinyldigger.services.repositories import jobs as job_rows
from vinyldigger.services.repositories import runs as run_rows

HINT_LENGTH = 4
MISFITS_OF = timedelta(days=1)
SENDS_NOTICES = frozenset({"ebay"})  # asked before the marketplaces can be built


@dataclass(frozen=True, slots=True)
class AppConfigView:
    """Whether a marketplace's application credentials are there, never what they are."""

    marketplace: str
    label: str
    has_key: bool
    key_hint: str | None
    has_secret: bool
    redirect: str
    callback_url: str
    notice_url: str | None
    has_verification_token: bool
    tested_at: datetime | None
    test_error: Reason | None


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """Which marketplaces are asked, how many sample offers are stored, and which could go live."""

    environment: Environment
    sample_listings: int
    live_ready: list[str]


@dataclass(frozen=True, slots=True)
class BudgetView:
    """Calls used and left at one marketplace."""

    label: str
    budget: Budget
    misfits: int  # of the last day

    @property
    def left(self) -> int:
        """Calls that can still be made in this window."""
        return max(0, self.budget.limit - self.budget.used)


async def app_configs(session: AsyncSession) -> list[AppConfigView]:
    """All marketplaces."""
    stored = await rows.app_configs(session)
    return [_view(marketplace, stored.get(marketplace)) for marketplace in MARKETPLACES]


async def set_app_config(
    session: AsyncSession,
    admin: UUID,
    marketplace: str,
    *,
    key: str | None,
    secret: str | None,
    redirect: str | None,
    verification_token: str | None,
) -> AppConfigView:
    """Store what is given of a marketplace's application credentials, encrypted; the rest stays."""
    _known(marketplace)
    owner = app_owner(marketplace)
    values: dict[str, object] = {"changed_by": admin, "tested_at": None, "test_error": None}
    if key is not None:
        values["key_encrypted"] = encrypt(key, owner)
    if secret is not None:
        values["secret_encrypted"] = encrypt(secret, owner)
    if redirect is not None:
        values["redirect"] = redirect
    if verification_token is not None:
        values["options"] = {"verification_token_encrypted": encrypt(verification_token, owner)}
    row = await rows.store_app_config(session, marketplace, **values)
    changed = sorted(
        name.removesuffix("_encrypted") for name in values.keys() - {"changed_by", "tested_at", "test_error"}
    )
    await audit.note(
        session, "app_config.changed", user_id=admin, subject=("marketplace", marketplace), changed=changed
    )
    return _view(marketplace, row)


async def remove_app_config(session: AsyncSession, admin: UUID, marketplace: str) -> None:
    """Forget a marketplace's application credentials."""
    row = await rows.app_config(session, marketplace)
    if row is None:
        raise NotFound()
    await session.delete(row)
    await audit.note(session, "app_config.removed", user_id=admin, subject=("marketplace", marketplace))


async def try_app_config(marketplace: str) -> Reason | None:
    """Make one call with the live credentials; answers what is wrong with them, None when they work."""
    _known(marketplace)
    async with read_session() as session:
        opened = await open_markets(session, Environment.LIVE)
    if marketplace not in opened.ready:
        raise Conflict("No application credentials yet", "app_not_configured", marketplace=marketplace)
    try:
        await opened.get(marketplace).test()
        error = None
    except CredentialsRejected:
        error = "credentials_rejected"
    except MarketplaceError:
        error = "marketplace_unavailable"
    async with unit_of_work() as session:
        await rows.store_app_config(session, marketplace, tested_at=clock.now(), test_error=error)
    return Reason(error, {"marketplace": marketplace}) if error else None


async def environment_view(session: AsyncSession) -> EnvironmentView:
    """Which marketplaces are asked."""
    stored = await rows.app_configs(session)
    ready = [marketplace for marketplace in MARKETPLACES if _is_ready(stored.get(marketplace))]
    sample = await rows.count_listings(session, Environment.SAMPLE)
    return EnvironmentView(await rows.environment(session), sample, ready)


async def switch_environment(
    session: AsyncSession, admin: UUID, chosen: Environment, *, confirmed: bool
) -> EnvironmentView:
    """Ask the other marketplaces from now on. What the sample ones brought is removed once that is confirmed."""
    view = await environment_view(session)
    if chosen is view.environment:
        return view
    if chosen is Environment.LIVE:
        if not view.live_ready:
            raise Conflict("Enter application credentials first", "app_not_configured")
        if not confirmed:
            raise Conflict(
                "Going live removes everything that came from the sample marketplaces: confirm it",
                "confirm_purge",
                listings=view.sample_listings,
            )
        await job_rows.enqueue(
            session, Job.PURGE_ENVIRONMENT, dedupe_key="purge:sample", environment=Environment.SAMPLE.value
        )
    await purging.drop_derived(session)
    await rows.set_environment(session, chosen)
    await audit.note(session, "environment.switched", user_id=admin, environment=chosen.value)
    return await environment_view(session)


async def purge_environment(claim: Claim, environment: Environment) -> None:
    """Remove all rows of an environment, in slices so that no transaction is long."""
    async with read_session() as session:
        if await rows.environment(session) is environment:
            return  # switched back meanwhile: its rows are in use
    while True:
        async with unit_of_work() as session:
            await job_rows.hold(session, claim)
            if not await purging.purge_slice(session, environment):
                await job_rows.finish(session, claim)
                return


async def budgets() -> list[BudgetView]:
    """Calls used and left at every marketplace of the active environment, and what it answered that did not fit."""
    async with read_session() as session:
        opened = await open_markets(session)
        misfits = await run_rows.misfits(session, opened.environment, clock.now() - MISFITS_OF)
    return [
        BudgetView(market.label, await market.budget(), misfits.get(market.id, 0)) for market in opened.by_id.values()
    ]


def _view(marketplace: str, row: AppConfig | None) -> AppConfigView:
    key = decrypt(row.key_encrypted, app_owner(marketplace)) if row and row.key_encrypted else None
    return AppConfigView(
        marketplace=marketplace,
        label=MARKETPLACES[marketplace].label,
        has_key=key is not None,
        key_hint=f"…{key[-HINT_LENGTH:]}" if key and len(key) > 2 * HINT_LENGTH else None,
        has_secret=bool(row and row.secret_encrypted),
        redirect=row.redirect if row else "",
        callback_url=callback_url(marketplace),
        notice_url=notice_url(marketplace) if marketplace in SENDS_NOTICES else None,
        has_verification_token=bool(row and row.options.get("verification_token_encrypted")),
        tested_at=row.tested_at if row else None,
        test_error=Reason(row.test_error, {"marketplace": marketplace}) if row and row.test_error else None,
    )


def _is_ready(row: AppConfig | None) -> bool:
    return bool(row and row.key_encrypted and row.secret_encrypted)


def _known(marketplace: str) -> None:
    if marketplace not in MARKETPLACES:
        raise NotFound("No such marketplace", "marketplace_not_found", marketplace=marketplace)
