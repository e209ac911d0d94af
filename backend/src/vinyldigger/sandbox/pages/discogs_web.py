"""The pages of www.discogs.com that the product sends people to."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from vinyldigger.sandbox.catalogue.pressings import Pressing
from vinyldigger.sandbox.discogs.listing_shapes import CONDITIONS, short_format
from vinyldigger.sandbox.discogs.oauth import REQUEST_LIFETIME, verifier_of
from vinyldigger.sandbox.discogs.people import Member
from vinyldigger.sandbox.discogs.wire import formatted
from vinyldigger.sandbox.pages.layout import consent, facts, page
from vinyldigger.sandbox.stock.comments import comment
from vinyldigger.sandbox.stock.offers import Offer
from vinyldigger.sandbox.world import World


def create_discogs_web(world: World) -> FastAPI:
    """www.discogs.com, as far as a client links to it."""
    app = FastAPI(openapi_url=None)
    app.state.world = world
    app.add_api_route("/oauth/authorize", authorize, methods=["GET"], response_model=None)
    app.add_api_route("/oauth/authorize", answer, methods=["POST"], response_model=None)
    app.add_api_route("/sell/item/{listing_id}", listing_page, response_model=None)
    app.add_api_route("/sell/release/{release_id}", release_page, response_model=None)
    app.add_api_route("/release/{release_id}", release_page, response_model=None)
    app.add_api_route("/master/{master_id}", master_page, response_model=None)
    return app


async def authorize(request: Request, oauth_token: str = "") -> Response:
    """Step 2 of OAuth 1.0a: the member allows or denies."""
    world: World = request.app.state.world
    if _request_token(world, oauth_token) is None:
        return page("Authorization expired", "<p>This request is unknown or older than 15 minutes.</p>", 400)
    users = {name: _describe(member) for name, member in world.people.members.items()}
    return consent("Authorize VinylDigger", "VinylDigger", users, {"oauth_token": oauth_token})


def _describe(member: Member) -> str:
    private = ", private" if member.is_private else ""
    return f"{member.country}, {len(member.collection)} in collection, {len(member.wants)} wants{private}"


def _request_token(world: World, token: str) -> dict[str, object] | None:
    content = world.sealer.open(token)
    if content is None or content.get("kind") != "request" or token in world.used_codes:
        return None
    return content if world.seconds() - content["at"] <= REQUEST_LIFETIME else None


async def answer(request: Request) -> Response:
    """Back to the application with a verifier or a refusal; without a callback the verifier is shown."""
    world: World = request.app.state.world
    fields = dict(parse_qsl((await request.body()).decode()))
    token = fields.get("oauth_token", "")
    content = _request_token(world, token)
    if content is None or fields.get("user") not in world.people.members:
        return page("Authorization expired", "<p>This request is unknown or older than 15 minutes.</p>", 400)
    callback = str(content["callback"])
    if fields.get("answer") != "allow":
        return page("Denied", "<p>Nothing was shared.</p>") if callback == "oob" else _back(callback, denied=token)
    verifier = verifier_of(world, token, fields["user"])
    if callback == "oob":
        return page("Authorized", f"<p>Enter this code in the application:</p><p><code>{verifier}</code></p>")
    return _back(callback, oauth_token=token, oauth_verifier=verifier)


def _back(callback: str, **params: str) -> Response:
    parts = urlsplit(callback)
    query = urlencode([*parse_qsl(parts.query), *params.items()])
    return RedirectResponse(urlunsplit(parts._replace(query=query)), 302)


async def listing_page(request: Request, listing_id: int) -> Response:
    """One listing."""
    world: World = request.app.state.world
    offer, now = world.discogs.by_id(listing_id), world.seconds()
    if offer is None or not world.discogs.is_on_sale(offer, now):
        return page("No longer for sale", "<p>This listing has ended.</p>", 404)
    pressing, seller = offer.pressing, offer.seller
    rows = {
        "Price": formatted(offer.price_at(now), offer.currency),
        "Media": CONDITIONS[offer.media],
        "Sleeve": CONDITIONS[offer.sleeve],
        "Comments": comment(offer),
        "Seller": f"{seller.username}, {seller.positive:.1f} % of {seller.ratings}",
        "Ships from": seller.place.name,
    }
    return page(f"{pressing.album.artist} – {pressing.title}", _cover(pressing) + facts(_release(pressing) | rows))


def _cover(pressing: Pressing) -> str:
    return f'<p><img alt="" width="300" height="300" src="/images/covers/600/{pressing.album.number}.svg"></p>'


def _release(pressing: Pressing) -> dict[str, str]:
    return {
        "Release": f"{pressing.album.label} {pressing.catno}",
        "Format": short_format(pressing),
        "Country, year": f"{pressing.country}, {pressing.year}",
    }


async def release_page(request: Request, release_id: str) -> HTMLResponse:
    """A release with its listings; the id may be followed by words."""
    world: World = request.app.state.world
    number = release_id.split("-")[0]
    pressing = world.catalogue.release(int(number)) if number.isdecimal() else None
    if pressing is None:
        return page("Not found", "<p>There is no such release.</p>", 404)
    now = world.seconds()
    offers = sorted(
        world.discogs.on_sale(world.discogs.of_release(pressing.id), now), key=lambda one: one.price_at(now)
    )
    rows = "".join(_row(offer, now) for offer in offers[:50])
    title = f"{pressing.album.artist} – {pressing.title}"
    return page(title, f"{_cover(pressing)}{facts(_release(pressing))}<h2>{len(offers)} for sale</h2><ul>{rows}</ul>")


def _row(offer: Offer, now: float) -> str:
    text = f"{formatted(offer.price_at(now), offer.currency)} · {CONDITIONS[offer.media]} · {offer.seller.username}"
    return f'<li><a href="/discogs-web/sell/item/{offer.id}">{escape(text)}</a></li>'


async def master_page(request: Request, master_id: str) -> HTMLResponse:
    """A master with its versions."""
    world: World = request.app.state.world
    number = master_id.split("-")[0]
    master = world.catalogue.masters.get(int(number)) if number.isdecimal() else None
    if master is None:
        return page("Not found", "<p>There is no such master.</p>", 404)
    rows = "".join(
        f'<li><a href="/discogs-web/release/{one.id}">{escape(" · ".join(_release(one).values()))}</a></li>'
        for one in master.versions
    )
    return page(f"{master.album.artist} – {master.album.title}", f"{_cover(master.versions[0])}<ul>{rows}</ul>")
