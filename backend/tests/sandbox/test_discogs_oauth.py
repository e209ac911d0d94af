"""OAuth 1.0a, signed by authlib, which shares nothing with the sandbox's own checker."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from authlib.oauth1.rfc5849.client_auth import ClientAuth

from tests.sandbox.conftest import BASE
from tests.support import Clock
from vinyldigger.sandbox.world import World

CALLBACK = "http://127.0.0.1:8000/connections/discogs?from=here"
API = f"{BASE}/discogs"
AUTHORIZE = f"{BASE}/discogs-web/oauth/authorize"
APPLICATION = ("sandbox-discogs-key", "sandbox-discogs-secret")


class Application:
    """A client in the middle of the three steps."""

    def __init__(self, http: httpx.AsyncClient, method: str = "HMAC-SHA1", callback: str = CALLBACK) -> None:
        self._http = http
        self.auth = ClientAuth(*APPLICATION, redirect_uri=callback, signature_method=method)

    async def call(self, method: str, path: str) -> httpx.Response:
        url, headers, _ = self.auth.sign(method, f"{API}{path}", {}, "")
        return await self._http.request(method, url, headers=headers)

    async def ask(self) -> str:
        """Step 1; answers the request token."""
        fields = self._keep(await self.call("GET", "/oauth/request_token"))
        self.auth.redirect_uri = None
        assert fields["oauth_callback_confirmed"] == "true"
        return fields["oauth_token"]

    async def decide(self, answer: str) -> httpx.Response:
        """Step 2, as the user in the browser."""
        form = {"oauth_token": self.auth.token, "user": "sample_collector", "answer": answer}
        return await self._http.post(AUTHORIZE, data=form)

    async def exchange(self, verifier: str) -> httpx.Response:
        """Step 3."""
        self.auth.verifier = verifier
        answer = await self.call("POST", "/oauth/access_token")
        self.auth.verifier = None
        return answer

    async def sign_in(self) -> None:
        """All three."""
        await self.ask()
        self._keep(await self.exchange(verifier_of(await self.decide("allow"))))

    def _keep(self, answer: httpx.Response) -> dict[str, str]:
        fields = {name: values[0] for name, values in parse_qs(answer.text).items()}
        self.auth.token, self.auth.token_secret = fields["oauth_token"], fields["oauth_token_secret"]
        return fields


def verifier_of(back: httpx.Response) -> str:
    return parse_qs(urlsplit(back.headers["location"]).query)["oauth_verifier"][0]


@pytest.mark.parametrize("method", ["HMAC-SHA1", "PLAINTEXT"])
async def test_the_three_steps(http: httpx.AsyncClient, method: str) -> None:
    application = Application(http, method)
    token = await application.ask()
    page = await http.get(AUTHORIZE, params={"oauth_token": token})
    assert "sample_collector" in page.text
    back = await application.decide("allow")
    assert back.headers["location"].startswith(CALLBACK)
    assert parse_qs(urlsplit(back.headers["location"]).query)["oauth_token"] == [token]
    answer = await application.exchange(verifier_of(back))
    assert answer.headers["content-type"] == "application/x-www-form-urlencoded"
    application._keep(answer)
    assert (await application.call("GET", "/oauth/identity")).json()["username"] == "sample_collector"
    wants = await application.call("GET", "/users/sample_collector/wants?per_page=2&page=3")
    assert wants.json()["pagination"]["page"] == 3
    assert wants.headers["x-discogs-ratelimit"] == "60"


async def test_denied(http: httpx.AsyncClient) -> None:
    application = Application(http)
    token = await application.ask()
    back = await application.decide("deny")
    assert parse_qs(urlsplit(back.headers["location"]).query)["denied"] == [token]


async def test_without_a_callback_the_code_is_shown(http: httpx.AsyncClient) -> None:
    application = Application(http, callback="oob")
    await application.ask()
    page = await application.decide("allow")
    code = page.text.split("<code>")[1].split("</code>")[0]
    assert (await application.exchange(code)).status_code == 200


async def test_the_request_token_lasts_fifteen_minutes(http: httpx.AsyncClient, sandbox_clock: Clock) -> None:
    application = Application(http)
    token = await application.ask()
    verifier = verifier_of(await application.decide("allow"))
    sandbox_clock.advance(minutes=15, seconds=1)
    assert (await http.get(AUTHORIZE, params={"oauth_token": token})).status_code == 400
    assert (await application.exchange(verifier)).status_code == 400


async def test_a_verifier_serves_once_and_cannot_be_guessed(http: httpx.AsyncClient) -> None:
    application = Application(http)
    await application.ask()
    verifier = verifier_of(await application.decide("allow"))
    assert (await application.exchange("guessed")).status_code == 401
    assert (await application.exchange(verifier)).status_code == 200
    assert (await application.exchange(verifier)).status_code == 400


@pytest.mark.parametrize("method", ["HMAC-SHA1", "PLAINTEXT"])
async def test_wrong_application(http: httpx.AsyncClient, method: str) -> None:
    application = Application(http, method)
    application.auth.client_secret = "wrong"
    answer = await application.call("GET", "/oauth/request_token")
    assert (answer.status_code, answer.text) == (401, "Invalid signature.")
    application.auth.client_id = "stranger"
    answer = await application.call("GET", "/oauth/request_token")
    assert (answer.status_code, answer.text) == (401, "Invalid consumer.")


async def test_what_is_missing_is_named(http: httpx.AsyncClient) -> None:
    answer = await http.get("/discogs/oauth/request_token")
    assert (answer.status_code, answer.text) == (401, "Parameter not found: oauth_consumer_key")


async def test_a_forged_token_secret_is_refused(http: httpx.AsyncClient) -> None:
    application = Application(http)
    await application.sign_in()
    application.auth.token_secret = "forged"
    assert (await application.call("GET", "/oauth/identity")).status_code == 401


async def test_milliseconds_lose_ownership_but_not_identity(
    http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = Application(http)
    await application.sign_in()
    plain = application.auth.get_oauth_params
    monkeypatch.setattr(application.auth, "get_oauth_params", lambda nonce, stamp: plain(nonce, f"{stamp}000"))
    assert (await application.call("GET", "/oauth/identity")).status_code == 200
    assert (await application.call("GET", "/users/sample_collector/wants")).status_code == 403


async def test_tokens_outlive_a_restart(http: httpx.AsyncClient, world: World) -> None:
    application = Application(http)
    await application.sign_in()
    world.reset()
    assert (await application.call("GET", "/oauth/identity")).status_code == 200
