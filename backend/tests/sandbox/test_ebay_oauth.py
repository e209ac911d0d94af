from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.sandbox.conftest import BASE, BASIC, PUBLIC_SCOPE
from tests.support import Clock

TOKEN = "/ebay/identity/v1/oauth2/token"
RU_NAME = "VinylDigger-Sandbox-RuName"
SCOPES = f"{PUBLIC_SCOPE} {PUBLIC_SCOPE}/commerce.identity.readonly"
REQUEST = {
    "client_id": BASIC[0], "redirect_uri": RU_NAME, "response_type": "code", "scope": SCOPES, "state": "s t&ate",
}  # fmt: skip


async def consent(http: httpx.AsyncClient, answer: str = "allow") -> dict[str, list[str]]:
    page = await http.get("/ebay-auth/oauth2/authorize", params=REQUEST)
    assert "sample_buyer_de" in page.text
    form = REQUEST | {"user": "sample_buyer_de", "answer": answer}
    back = await http.post("/ebay-auth/oauth2/authorize", data=form)
    assert back.headers["location"].startswith(f"{BASE}/accepted?")
    return parse_qs(urlsplit(back.headers["location"]).query)


async def user_token(http: httpx.AsyncClient) -> dict[str, str]:
    code = (await consent(http))["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": RU_NAME}
    answer = await http.post(TOKEN, data=form, auth=BASIC)
    body: dict[str, str] = answer.json()
    return body


async def whoami(http: httpx.AsyncClient, token: str) -> httpx.Response:
    return await http.get("/ebay/commerce/identity/v1/user/", headers={"Authorization": f"Bearer {token}"})


async def test_application_token(http: httpx.AsyncClient) -> None:
    form = {"grant_type": "client_credentials", "scope": PUBLIC_SCOPE}
    body = (await http.post(TOKEN, data=form, auth=BASIC)).json()
    assert body.keys() == {"access_token", "expires_in", "token_type"}
    assert (body["expires_in"], body["token_type"]) == (7200, "Application Access Token")


@pytest.mark.parametrize(
    ("form", "auth", "status", "error"),
    [
        ({"grant_type": "client_credentials", "scope": PUBLIC_SCOPE}, ("x", "y"), 401, "invalid_client"),
        ({"grant_type": "password"}, BASIC, 400, "unsupported_grant_type"),
        ({"grant_type": "client_credentials", "scope": "https://else"}, BASIC, 400, "invalid_scope"),
        ({"grant_type": "authorization_code", "code": "x", "redirect_uri": RU_NAME}, BASIC, 400, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, BASIC, 400, "invalid_grant"),
    ],
)
async def test_refusals(
    http: httpx.AsyncClient, form: dict[str, str], auth: tuple[str, str], status: int, error: str
) -> None:
    answer = await http.post(TOKEN, data=form, auth=auth)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


async def test_consent_code_and_identity(http: httpx.AsyncClient) -> None:
    query = await consent(http)
    assert query["state"] == ["s t&ate"]
    assert query["expires_in"] == ["299"]
    token = await user_token(http)
    assert token["token_type"] == "User Access Token"
    body = (await whoami(http, token["access_token"])).json()
    assert body["username"] == "sample_buyer_de"


async def test_declined(http: httpx.AsyncClient) -> None:
    query = await consent(http, "deny")
    assert query["error"] == ["access_denied"]
    assert "code" not in query


async def test_a_code_serves_once_and_for_five_minutes(http: httpx.AsyncClient, sandbox_clock: Clock) -> None:
    code, late = [(await consent(http))["code"][0] for _ in range(2)]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": RU_NAME}
    assert (await http.post(TOKEN, data=form | {"redirect_uri": "https://else"}, auth=BASIC)).status_code == 400
    assert (await http.post(TOKEN, data=form, auth=BASIC)).status_code == 200
    assert (await http.post(TOKEN, data=form, auth=BASIC)).json()["error"] == "invalid_grant"
    sandbox_clock.advance(seconds=300)
    assert (await http.post(TOKEN, data=form | {"code": late}, auth=BASIC)).json()["error"] == "invalid_grant"


async def test_refreshing_gives_no_new_refresh_token(http: httpx.AsyncClient, sandbox_clock: Clock) -> None:
    token = await user_token(http)
    sandbox_clock.advance(hours=3)
    expired = await whoami(http, token["access_token"])
    assert (expired.status_code, expired.json()["errors"][0]["errorId"]) == (401, 1001)
    form = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
    renewed = (await http.post(TOKEN, data=form, auth=BASIC)).json()
    assert renewed.keys() == {"access_token", "expires_in", "token_type"}
    assert (await whoami(http, renewed["access_token"])).status_code == 200
    wider = await http.post(TOKEN, data=form | {"scope": "https://else"}, auth=BASIC)
    assert wider.json()["error"] == "invalid_scope"


async def test_no_token_no_answer(http: httpx.AsyncClient, ebay: httpx.AsyncClient) -> None:
    answer = await http.get("/ebay/buy/browse/v1/item_summary/search?q=x")
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (401, 1002)
    forbidden = await ebay.get("/commerce/identity/v1/user/")
    assert (forbidden.status_code, forbidden.json()["errors"][0]["errorId"]) == (403, 1100)


@pytest.mark.parametrize(
    "wrong",
    [{"client_id": "x"}, {"redirect_uri": "https://else"}, {"response_type": "token"}, {"scope": "https://else"}],
)
async def test_wrong_consent_requests(http: httpx.AsyncClient, wrong: dict[str, str]) -> None:
    assert (await http.get("/ebay-auth/oauth2/authorize", params=REQUEST | wrong)).status_code == 400
