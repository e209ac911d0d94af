"""auth.ebay.com's consent page and www.ebay.com's item page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from vinyldigger.sandbox.ebay.auth import CODE_LIFETIME, SCOPES, USERS, seal
from vinyldigger.sandbox.ebay.items import Shelf
from vinyldigger.sandbox.pages.layout import consent, facts, page
from vinyldigger.sandbox.world import World


def create_ebay_auth(world: World) -> FastAPI:
    """auth.ebay.com."""
    app = FastAPI(openapi_url=None)
    app.state.world = world
    app.add_api_route("/oauth2/authorize", authorize, methods=["GET"], response_model=None)
    app.add_api_route("/oauth2/authorize", answer, methods=["POST"], response_model=None)
    return app


def _mistake(world: World, params: dict[str, str]) -> str:
    """What is wrong with an authorization request; "" when nothing is."""
    if params.get("client_id") != world.config.ebay_client_id:
        return "unauthorized_client: the client_id is not known"
    if params.get("redirect_uri") != world.config.ru_name:
        return "invalid_request: redirect_uri is not the RuName of this application"
    if params.get("response_type") != "code":
        return "unsupported_response_type"
    scopes = set(params.get("scope", "").split())
    return "" if scopes and scopes <= set(SCOPES) else "invalid_scope: a scope is unknown or not granted to this keyset"


async def authorize(request: Request) -> Response:
    """The user allows or declines."""
    params = dict(request.query_params)
    mistake = _mistake(request.app.state.world, params)
    if mistake:
        return page("Error", f"<p>{mistake}</p>", 400)
    return consent("Grant access to VinylDigger", "VinylDigger", USERS, params)


async def answer(request: Request) -> Response:
    """Back to the RuName's accept address, with a code or the refusal."""
    world: World = request.app.state.world
    params = dict(parse_qsl((await request.body()).decode()))
    if _mistake(world, params) or params.get("user") not in USERS:
        return page("Error", "<p>This request is not valid.</p>", 400)
    state = {"state": params["state"]} if "state" in params else {}
    address = world.accept_urls.get(params["redirect_uri"], "")
    if params.get("answer") != "allow":
        query = urlencode({"error": "access_denied", "error_description": "The user declined"} | state)
    else:
        scopes = params["scope"].split()
        code = seal(world, kind="code", user=params["user"], scopes=scopes, exp=world.seconds() + CODE_LIFETIME)
        query = urlencode(state | {"code": code, "expires_in": str(CODE_LIFETIME)})
    if not address:
        return page("No accept address", f"<p>Set one for this RuName. The answer:</p><p><code>?{query}</code></p>")
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}{query}", 302)


def create_ebay_web(world: World, shelf: Shelf) -> FastAPI:
    """www.ebay.com."""
    app = FastAPI(openapi_url=None)
    app.state.world, app.state.shelf = world, shelf
    app.add_api_route("/itm/{legacy_id}", item_page, response_model=None)
    return app


async def item_page(request: Request, legacy_id: int) -> Response:
    """One item."""
    world: World = request.app.state.world
    shelf: Shelf = request.app.state.shelf
    item, now = shelf.by_id(legacy_id), world.seconds()
    if item is None or not shelf.is_on_show(item, now, 0):
        return page("This listing has ended", "<p>The item is no longer available.</p>", 404)
    offer = item.offer
    amount = item.bids_at(now)[1] if item.options_at(now) == ["AUCTION"] else item.price_at(now)
    rows = {
        "Price": f"{amount:.2f} {offer.currency}",
        "Options": ", ".join(item.options_at(now)),
        "Condition": item.condition or "not stated",
        "Description": item.words,
        "Seller": f"{offer.seller.username} ({offer.seller.ratings}), {offer.seller.positive:.1f} % positive",
        "Location": f"{offer.seller.town}, {offer.seller.place.name}",
    }
    cover = f'<p><img alt="" width="300" height="300" src="/images/covers/600/{offer.pressing.album.number}.svg"></p>'
    return page(item.title, cover + facts(rows))
