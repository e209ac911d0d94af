"""Discogs' credentials: key and secret, a personal token, or OAuth 1.0a signed by authlib."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

import httpx
from authlib.oauth1 import ClientAuth
from authlib.oauth1.rfc5849.signature import SIGNATURE_PLAINTEXT

from vinyldigger.marketplaces.contract import AppCredentials, Caller, CredentialsRejected, WireChanged

_MARKETPLACE = "discogs"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its secret: of a request, or of a user's access."""

    token: str
    secret: str = field(repr=False)

    def packed(self) -> str:
        """As one secret text, to be kept encrypted while the user is away at the consent page."""
        return urlencode({"oauth_token": self.token, "oauth_token_secret": self.secret})

    @classmethod
    def unpacked(cls, text: str) -> Token:
        """From the form-encoded text that Discogs answers and :meth:`packed` writes."""
        said = parse_qs(text.strip())
        try:
            return cls(said["oauth_token"][0], said["oauth_token_secret"][0])
        except KeyError:
            raise WireChanged(_MARKETPLACE, "the answer names no token") from None


class Header(httpx.Auth):
    """An ``Authorization`` header in Discogs' own scheme; never query parameters, which pages echo back."""

    def __init__(self, value: str) -> None:
        self._value = value

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Adds the header."""
        request.headers["Authorization"] = f"Discogs {self._value}"
        yield request


class Signed(httpx.Auth):
    """OAuth 1.0a with the documented PLAINTEXT signature: fresh nonce (30 characters) and seconds each time."""

    def __init__(
        self, app: AppCredentials, token: Token | None = None, verifier: str | None = None, callback: str | None = None
    ) -> None:
        self._signer = ClientAuth(
            app.key,
            client_secret=app.secret,
            token=token.token if token else None,
            token_secret=token.secret if token else None,
            verifier=verifier,
            redirect_uri=callback,
            signature_method=SIGNATURE_PLAINTEXT,
        )

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Signs the request."""
        _, headers, _ = self._signer.prepare(request.method, str(request.url), {}, b"")
        request.headers["Authorization"] = headers["Authorization"]
        yield request


def for_app(app: AppCredentials | None) -> httpx.Auth | None:
    """The application itself; None is an anonymous caller, who gets 25 calls a minute and no images."""
    return Header(f"key={app.key}, secret={app.secret}") if app else None


def for_caller(app: AppCredentials | None, caller: Caller) -> httpx.Auth | None:
    """The user's credentials where the caller brings some, else the application's."""
    user = caller.user
    if user is None:
        return for_app(app)
    if user.kind == "personal":
        return Header(f"token={user.token}")
    if app is None:
        raise CredentialsRejected(_MARKETPLACE, "a user's access needs the application's credentials")
    return Signed(app, Token(user.token, user.secret or ""))


def needs_app(app: AppCredentials | None) -> AppCredentials:
    """The application's credentials, or the error that says they are missing."""
    if app is None:
        raise CredentialsRejected(_MARKETPLACE, "no application credentials are configured")
    return app
