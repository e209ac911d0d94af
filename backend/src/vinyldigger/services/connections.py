"""A user's accounts at the marketplaces: connect by consent or by token, finish, disconnect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.words import Reason
from vinyldigger.core.errors import BadRequest, Conflict, InvalidInput
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Job
from vinyldigger.core.security import decrypt, encrypt, hash_token
from vinyldigger.marketplaces.contract import (
    Caller,
    Capability,
    Identity,
    Marketplace,
    MarketplaceError,
    Priority,
    UserCredentials,
)
from vinyldigger.models.connections import OAuthState, OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.services import access, syncs
from vinyldigger.services.access import Markets, markets, open_markets, sealed, token_owner
from vinyldigger.services.remarks import remark_later
from vinyldigger.services.repositories import audit
from vinyldigger.services.repositories import connections as rows
from vinyldigger.services.repositories import guides as guide_rows
from vinyldigger.services.repositories import holdings as holding_rows
from vinyldigger.services.repositories import jobs as job_rows
from vinyldigger.services.repositories import quotes as quote_rows

CONSENT_LIFETIME = timedelta(minutes=10)
NEEDS_A_CONNECTION = (Job.SYNC_COLLECTION, Job.SYNC_WANTLIST, Job.SYNC_LIST)


@dataclass(frozen=True, slots=True)
class Stored:
    """What disconnecting removes."""

    collection_items: int = 0
    wants: int = 0
    lists: int = 0


@dataclass(frozen=True, slots=True)
class Connection:
    """How a user stands with one marketplace."""

    marketplace: str
    label: str
    status: str
    method: str | None
    username: str | None
    connected_at: datetime | None
    expires_at: datetime | None
    error: Reason | None
    app_ready: bool
    can_authorize: bool
    can_use_personal_token: bool
    stored: Stored


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back with the user from a consent page. ``state`` None: a code was pasted alone."""

    state: str | None
    code: str | None
    denied: bool = False


async def connections(session: AsyncSession, user_id: UUID) -> list[Connection]:
    """The user's standing with every marketplace."""
    opened = await open_markets(session)
    tokens = await rows.tokens_of(session, user_id, opened.environment)
    counts = await holding_rows.stored_counts(session, user_id, opened.environment)
    return [_view(market, opened, tokens.get(market.id), counts) for market in opened.by_id.values()]


def _view(market: Marketplace, opened: Markets, token: OAuthToken | None, counts: Mapping[str, int]) -> Connection:
    can = market.capabilities
    holds = Capability.COLLECTION in can and token is not None
    return Connection(
        marketplace=market.id,
        label=market.label,
        status=token.status.value if token else "not_connected",
        method=token.kind.value if token else None,
        username=token.username if token else None,
        connected_at=token.created_at if token else None,
        expires_at=token.expires_at if token else None,
        error=Reason(token.last_error, {"marketplace": market.id}) if token and token.last_error else None,
        app_ready=market.id in opened.ready,
        can_authorize=Capability.USER_OAUTH in can and market.id in opened.ready,
        can_use_personal_token=Capability.PERSONAL_TOKEN in can,
        stored=Stored(counts["copies"], counts["wants"], counts["lists"]) if holds else Stored(),
    )


async def authorize(user_id: UUID, session_id: UUID | None, marketplace: str) -> str:
    """Begin a consent; answers the address where the user gives it."""
    opened = await markets()
    market = opened.get(marketplace)
    _demand(market, Capability.USER_OAUTH)
    if marketplace not in opened.ready:
        raise Conflict("No application credentials yet", "app_not_configured", marketplace=marketplace)
    try:
        begun = await market.authorize()
    except MarketplaceError as error:
        raise access.refusal(error) from error
    state = OAuthState(
        user_id=user_id,
        session_family_id=session_id,
        environment=opened.environment,
        marketplace=marketplace,
        state_hash=hash_token(begun.state),
        secret_encrypted=encrypt(begun.secret, token_owner(user_id, marketplace)),
        expires_at=clock.now() + CONSENT_LIFETIME,
    )
    async with unit_of_work() as session:
        await rows.begin_consent(session, state)
    return begun.url


async def complete(user_id: UUID, session_id: UUID | None, marketplace: str, answer: Answer) -> Connection:
    """Finish a consent with what came back. A state is used up by the first try, whatever comes of it."""
    opened = await markets()
    market = opened.get(marketplace)
    secret = await _used_state(user_id, session_id, opened.environment, marketplace, answer)
    if answer.denied:
        raise Conflict("Consent was refused at the marketplace", "consent_denied", marketplace=marketplace)
    if not answer.code:
        raise InvalidInput("Nothing to finish with", "consent_code_missing", errors=(("code", "is needed"),))
    try:
        user = await market.complete(secret, answer.code)
        identity = await _identity(market, user)
    except MarketplaceError as error:
        raise access.refusal(error) from error
    return await _connect(user_id, opened, market, user, identity)


async def _used_state(
    user_id: UUID, session_id: UUID | None, environment: Environment, marketplace: str, answer: Answer
) -> str:
    now = clock.now()
    async with unit_of_work() as session:
        state_hash = (
            hash_token(answer.state)
            if answer.state
            else await rows.latest_consent(session, user_id, environment, marketplace, now)
        )
        state = state_hash and await rows.use_consent(session, user_id, environment, marketplace, state_hash, now)
        if not state or state.session_family_id not in (None, session_id):
            raise BadRequest("This consent is unknown, used or too old: begin again", "consent_state_invalid")
        return decrypt(state.secret_encrypted or "", token_owner(user_id, marketplace))


async def verify(user_id: UUID, session_id: UUID | None, marketplace: str, pasted: str) -> Connection:
    """Finish with what the user copied: the bare code, or the whole address the consent page led to."""
    return await complete(user_id, session_id, marketplace, read_pasted(pasted))


def read_pasted(pasted: str) -> Answer:
    """State and code from a pasted address; anything without a query is the code itself."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(pasted.strip()).query).items()}
    state = query.get("state") or query.get("oauth_token") or query.get("denied")
    code = query.get("code") or query.get("oauth_verifier")
    if state or code:
        return Answer(state, code, denied="denied" in query or "error" in query)
    return Answer(None, pasted.strip())


async def use_personal_token(user_id: UUID, marketplace: str, token: str) -> Connection:
    """Connect with a token the user made at the marketplace."""
    opened = await markets()
    market = opened.get(marketplace)
    _demand(market, Capability.PERSONAL_TOKEN)
    user = UserCredentials(kind="personal", token=token)
    try:
        identity = await _identity(market, user)
    except MarketplaceError as error:
        raise access.refusal(error) from error
    return await _connect(user_id, opened, market, user, identity)


async def _identity(market: Marketplace, user: UserCredentials) -> Identity | None:
    if Capability.IDENTITY not in market.capabilities:
        return None
    return await market.identity(Caller(user=user, priority=Priority.INTERACTIVE))


async def _connect(
    user_id: UUID, opened: Markets, market: Marketplace, user: UserCredentials, identity: Identity | None
) -> Connection:
    """Store the connection, wake what waited for it, and read what the account holds."""
    async with unit_of_work() as session:
        await rows.store_token(
            session,
            user_id,
            opened.environment,
            market.id,
            **sealed(user, user_id, market.id),
            external_id=identity and identity.external_id,
            username=identity.username if identity else user.username,
            status="connected",
            last_error=None,
            checked_at=clock.now(),
        )
        await audit.note(
            session, "connection.made", user_id=user_id, subject=("marketplace", market.id), method=user.kind
        )
        await job_rows.release(session, user_id, NEEDS_A_CONNECTION)
        await syncs.start_all(session, user_id, opened.environment, market)
        announce(session, user_id, EventKind.CONNECTION_CHANGED, marketplace=market.id, status="connected")
    return await _connection(user_id, market.id)


async def disconnect(user_id: UUID, marketplace: str) -> None:
    """Forget the connection and all that came with it, as the terms ask.

    Tokens, collection, want list, lists, and what the token told besides: quotes and price guides.
    """
    async with read_session() as session:
        opened = await open_markets(session)
        market = opened.get(marketplace)
    async with unit_of_work() as session:
        await _forget(session, user_id, opened.environment, market)


async def _forget(session: AsyncSession, user_id: UUID, environment: Environment, market: Marketplace) -> None:
    marketplace = market.id
    if await rows.delete_token(session, user_id, environment, marketplace):
        await holding_rows.delete_holdings(session, user_id, environment, marketplace)
        await quote_rows.delete_quotes(session, user_id, environment, marketplace)
        if Capability.PRICE_SUGGESTIONS in market.capabilities:
            await guide_rows.delete_guides(session, user_id, environment)
        await audit.note(session, "connection.removed", user_id=user_id, subject=("marketplace", marketplace))
        await remark_later(session, user_id)
        announce(session, user_id, EventKind.CONNECTION_CHANGED, marketplace=marketplace, status="not_connected")


async def _connection(user_id: UUID, marketplace: str) -> Connection:
    async with read_session() as session:
        return next(one for one in await connections(session, user_id) if one.marketplace == marketplace)


def _demand(market: Marketplace, capability: Capability) -> None:
    if capability not in market.capabilities:
        raise InvalidInput("This marketplace cannot be connected that way", "not_supported", marketplace=market.id)
