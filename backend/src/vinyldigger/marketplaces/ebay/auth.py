"""eBay's OAuth 2.0: the application's own token, minted rarely, and users' tokens by consent."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from cryptography.fernet import Fernet, InvalidToken

from vinyldigger.marketplaces.contract import AppCredentials, Caller, CredentialsRejected, Priority, UserCredentials
from vinyldigger.marketplaces.decoding import decode
from vinyldigger.marketplaces.ebay import client, wire
from vinyldigger.marketplaces.transport import Transport

_MARKETPLACE = "ebay"
_PUBLIC_SCOPE = "https://api.ebay.com/oauth/api_scope"
_EARLY = timedelta(minutes=5)  # how long before its end a token counts as spent
_REMEMBERED = "application_token"
_AT_ONCE = Caller(priority=Priority.INTERACTIVE)


@dataclass(frozen=True, slots=True)
class AppToken:
    """The application's token and when to get another."""

    token: str = field(repr=False)
    until: datetime


class Tokens:
    """Mints and remembers tokens. eBay allows 1,000 application tokens a day; one serves two hours.

    Other processes find the token in Redis, encrypted with the application's secret: who can read it could mint one.
    """

    def __init__(
        self, app: AppCredentials | None, transport: Transport, web: str, clock: Callable[[], datetime]
    ) -> None:
        self._app = app
        self._transport = transport
        self._web = web
        self._clock = clock
        self._current: AppToken | None = None
        self._minting = asyncio.Lock()

    @property
    def app(self) -> AppCredentials:
        """The application's credentials, or the error that says they are missing."""
        if self._app is None:
            raise CredentialsRejected(_MARKETPLACE, "no application credentials are configured")
        return self._app

    async def application(self) -> str:
        """The application's token. Many callers at once wait for one mint."""
        async with self._minting:
            if not self._serves(self._current):
                self._current = await self._recall()
            if self._current is None or not self._serves(self._current):
                self._current = await self._mint()
            return self._current.token

    async def forget(self, token: str) -> None:
        """Drops a token that was refused, unless another has taken its place."""
        async with self._minting:
            if self._current is not None and self._current.token == token:
                self._current = None
                await self._transport.shared.forget(_REMEMBERED)

    def consent_url(self, state: str) -> str:
        """The consent page; eBay's ``redirect_uri`` is the RuName, not an address."""
        return str(
            prepare_grant_uri(
                f"{self._web}/oauth2/authorize",
                self.app.key,
                "code",
                redirect_uri=self.app.redirect,
                scope=_PUBLIC_SCOPE,
                state=state,
            )
        )

    async def exchange(self, code: str) -> UserCredentials:
        """A code from the consent page for a user's tokens: once, within five minutes."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.app.redirect}
        body = await self._ask(form)
        return UserCredentials(
            "oauth2", body.access_token, refresh_token=body.refresh_token or None, expires_at=self._ends(body)
        )

    async def refreshed(self, user: UserCredentials) -> UserCredentials:
        """New access with the refresh token, which stays the same for its 18 months."""
        if not user.refresh_token:
            raise CredentialsRejected(_MARKETPLACE, "no refresh token: consent must be given again")
        form = {"grant_type": "refresh_token", "refresh_token": user.refresh_token, "scope": _PUBLIC_SCOPE}
        body = await self._ask(form)
        return replace(user, token=body.access_token, expires_at=self._ends(body))

    async def _mint(self) -> AppToken:
        body = await self._ask({"grant_type": "client_credentials", "scope": _PUBLIC_SCOPE})
        minted = AppToken(body.access_token, self._ends(body))
        text = json.dumps({"token": minted.token, "until": minted.until.isoformat()})
        sealed = self._cipher().encrypt(text.encode()).decode()
        await self._transport.shared.put(_REMEMBERED, sealed, max(1, body.expires_in))
        return minted

    async def _recall(self) -> AppToken | None:
        """The token another process has minted with the same credentials."""
        sealed = await self._transport.shared.get(_REMEMBERED)
        if sealed is None:
            return None
        try:
            said = json.loads(self._cipher().decrypt(sealed))
        except InvalidToken:
            return None
        return AppToken(said["token"], datetime.fromisoformat(said["until"]))

    async def _ask(self, form: Mapping[str, str]) -> wire.TokenBody:
        request = replace(client.token(form), auth=httpx.BasicAuth(self.app.key, self.app.secret))
        return decode(_MARKETPLACE, wire.TokenBody, await self._transport.get_json(request, _AT_ONCE))

    def _serves(self, token: AppToken | None) -> bool:
        return token is not None and self._clock() < token.until - _EARLY

    def _ends(self, body: wire.TokenBody) -> datetime:
        return self._clock() + timedelta(seconds=body.expires_in)

    def _cipher(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(self.app.secret.encode()).digest()))
