"""Who may come in: registration, the first admin, invitations."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pycountry
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import Settings, get_settings
from vinyldigger.core.errors import Conflict, Forbidden, InvalidInput
from vinyldigger.core.security import MAX_PASSWORD_BYTES, hash_password, hash_token, new_token
from vinyldigger.core.throttle import network_of
from vinyldigger.marketplaces.registry import MARKETPLACES
from vinyldigger.models.installation import Installation
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import User
from vinyldigger.services import inventories
from vinyldigger.services.repositories import audit, logins, users

SETUP_CODE_LIFETIME = timedelta(hours=1)
FIRST_SWEEP_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from."""

    ip: str | None = None
    user_agent: str = ""

    @property
    def network(self) -> str:
        """Whom tries are counted for."""
        return network_of(self.ip)


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody who wants an account says. ``setup_code`` and ``invite`` only where they are asked for."""

    email: str
    password: str
    country: str
    currency: str
    display_name: str = ""
    setup_code: str | None = None
    invite: str | None = None


@dataclass(frozen=True, slots=True)
class Doors:
    """What a newcomer must know: whether accounts can be made, and what is needed for it."""

    is_open: bool
    needs_setup_code: bool
    has_admin: bool


async def register(session: AsyncSession, wish: Registration, origin: Origin) -> User:
    """Make an account. The very first becomes admin; exactly one can win that race."""
    check_password(wish.password)
    check_places({"country": wish.country, "currency": wish.currency})
    password_hash = await hash_password(wish.password)
    installation = await logins.installation(session)
    is_admin = await logins.become_first_admin(session, clock.now())
    if is_admin:
        _check_setup_code(get_settings(), installation, wish.setup_code)
    else:
        await _check_open(session, wish.invite)
    user = await users.add(
        session,
        email=wish.email,
        password_hash=password_hash,
        display_name=wish.display_name,
        country=wish.country,
        currency=wish.currency,
        is_admin=is_admin,
    )
    if user is None:
        raise Conflict("There is an account with this address", "email_taken")
    _add_system_searches(session, user)
    await inventories.watch_sample_sellers(session, user, installation.environment)
    await audit.note(session, "registered", user_id=user.id, ip=origin.ip, is_admin=is_admin)
    return user


async def doors(session: AsyncSession) -> Doors:
    """Whether and how accounts can be made at the moment."""
    installation = await logins.installation(session)
    has_admin = installation.first_admin_at is not None
    return Doors(
        is_open=not has_admin or (get_settings().registration and installation.registration_open),
        needs_setup_code=not has_admin and not get_settings().is_loopback_only,
        has_admin=has_admin,
    )


async def offer_setup_code(session: AsyncSession) -> str | None:
    """A new code for the first registration, to be shown in the log; None when none is needed."""
    if not (await doors(session)).needs_setup_code:
        return None
    code = new_token()
    await logins.set_setup_code(session, hash_token(code), clock.now() + SETUP_CODE_LIFETIME)
    return code


async def create_admin(session: AsyncSession, wish: Registration) -> User:
    """Make an admin from the command line, whoever there is already."""
    user = await users.by_email(session, wish.email)
    await logins.become_first_admin(session, clock.now())
    if user is None:
        check_password(wish.password)
        check_places({"country": wish.country, "currency": wish.currency})
        user = await users.add(
            session,
            email=wish.email,
            password_hash=await hash_password(wish.password),
            country=wish.country,
            currency=wish.currency,
            is_admin=True,
        )
        if user is None:
            raise Conflict("There is an account with this address", "email_taken")
        _add_system_searches(session, user)
    else:
        user = await users.change(session, user.id, is_admin=True, is_active=True)
    await audit.note(session, "admin_made", user_id=user.id)
    return user


def check_password(password: str) -> None:
    """Any password will do, as long as it is one and has an end."""
    if not password or len(password.encode()) > MAX_PASSWORD_BYTES:
        raise InvalidInput(
            f"A password has 1 to {MAX_PASSWORD_BYTES} bytes", errors=(("password", "is empty or too long"),)
        )


def check_places(values: Mapping[str, Any]) -> None:
    """Countries and currencies must exist."""
    errors = []
    if (country := values.get("country")) and pycountry.countries.get(alpha_2=country) is None:
        errors.append(("country", "is not an ISO 3166 country"))
    if (currency := values.get("currency")) and pycountry.currencies.get(alpha_3=currency) is None:
        errors.append(("currency", "is not an ISO 4217 currency"))
    if errors:
        raise InvalidInput("Unknown country or currency", errors=tuple(errors))


def _add_system_searches(session: AsyncSession, user: User) -> None:
    """The sweep over the want list and the home of pasted links: one of each for everybody."""
    for kind, first_run in (
        (SearchKind.WANTLIST, clock.now() + FIRST_SWEEP_AFTER),
        (SearchKind.IMPORTS, None),
    ):
        session.add(
            SavedSearch(
                user_id=user.id, kind=kind, name=kind.value, platforms=sorted(MARKETPLACES), next_run_at=first_run
            )
        )


def _check_setup_code(settings: Settings, installation: Installation, given: str | None) -> None:
    """Beyond loopback the first registration proves that it can read the server's log."""
    if settings.is_loopback_only:
        return
    expected, expires_at = installation.setup_code_hash, installation.setup_code_expires_at
    is_right = expected is not None and given is not None and hmac.compare_digest(expected, hash_token(given))
    if not is_right or expires_at is None or expires_at < clock.now():
        raise Forbidden("The first account needs the setup code from the server's log", "setup_code_needed")


async def _check_open(session: AsyncSession, invite: str | None) -> None:
    if invite is not None and await logins.use_invite(session, hash_token(invite), clock.now()):
        return
    if invite is not None:
        raise Forbidden("The invitation is used up or has expired", "invite_invalid")
    if not (await doors(session)).is_open:
        raise Forbidden("Accounts are made by invitation", "registration_closed")
