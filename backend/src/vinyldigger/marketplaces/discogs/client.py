"""The documented calls of ``api.discogs.com``: paths and parameters, nothing else.

There is no call for the listings of a release; undocumented ones are against the terms and are not made.
"""

from __future__ import annotations

from urllib.parse import quote

from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.transport import Request

PER_PAGE = 100  # the most Discogs gives
_LONGEST_TEXT = 200


def search(query: Query, page: int) -> Request:
    """``/database/search`` for vinyl releases. Words are fuzzy, years exact.

    A barcode alone is asked as words: its own parameter misses many records.
    """
    words = query.text or query.artist or query.title or query.catalogue_number
    barcode = "".join(filter(str.isdigit, query.barcode or ""))
    asked = {
        "q": query.text[:_LONGEST_TEXT] if words else barcode,
        "artist": query.artist or "",
        "release_title": query.title or "",
        "catno": query.catalogue_number or "",
        "barcode": barcode if words else "",
        "year": str(query.year_from) if query.year_from and query.year_from == query.year_to else "",
    }
    return Request(
        "search",
        "/database/search",
        {"type": "release", "format": "Vinyl", **{name: said for name, said in asked.items() if said}, **_page(page)},
    )


def release(external_id: str) -> Request:
    """``/releases/{id}``."""
    return Request("release", f"/releases/{_segment(external_id)}")


def master(external_id: str) -> Request:
    """``/masters/{id}``."""
    return Request("master", f"/masters/{_segment(external_id)}")


def versions(external_id: str, page: int) -> Request:
    """``/masters/{id}/versions`` on vinyl, oldest first."""
    asked = {"format": "Vinyl", "sort": "released", "sort_order": "asc", **_page(page)}
    return Request("versions", f"/masters/{_segment(external_id)}/versions", asked)


def stats(external_id: str, currency: str) -> Request:
    """``/marketplace/stats/{release}``."""
    return Request("stats", f"/marketplace/stats/{_segment(external_id)}", {"curr_abbr": currency})


def suggestions(external_id: str) -> Request:
    """``/marketplace/price_suggestions/{release}``."""
    return Request("price_suggestions", f"/marketplace/price_suggestions/{_segment(external_id)}")


def listing(external_id: str) -> Request:
    """``/marketplace/listings/{id}``."""
    return Request("listing", f"/marketplace/listings/{_segment(external_id)}")


def inventory(username: str, order: str, page: int) -> Request:
    """``/users/{name}/inventory`` by date of listing; ``order`` is ``asc`` or ``desc``."""
    asked = {"sort": "listed", "sort_order": order, **_page(page)}
    return Request("inventory", f"/users/{_segment(username)}/inventory", asked)


def user(username: str) -> Request:
    """``/users/{name}``."""
    return Request("user", f"/users/{_segment(username)}")


def folders(username: str) -> Request:
    """``/users/{name}/collection/folders``."""
    return Request("folders", f"/users/{_segment(username)}/collection/folders")


def collection(username: str, page: int) -> Request:
    """Folder 0, which holds all, newest first."""
    asked = {"sort": "added", "sort_order": "desc", **_page(page)}
    return Request("collection", f"/users/{_segment(username)}/collection/folders/0/releases", asked)


def collection_value(username: str) -> Request:
    """``/users/{name}/collection/value``."""
    return Request("collection_value", f"/users/{_segment(username)}/collection/value")


def wants(username: str, page: int) -> Request:
    """``/users/{name}/wants``."""
    return Request("wants", f"/users/{_segment(username)}/wants", _page(page))


def lists(username: str, page: int) -> Request:
    """``/users/{name}/lists``."""
    return Request("lists", f"/users/{_segment(username)}/lists", _page(page))


def list_items(external_id: str) -> Request:
    """``/lists/{id}``: all items at once."""
    return Request("list", f"/lists/{_segment(external_id)}")


def identity() -> Request:
    """``/oauth/identity``."""
    return Request("identity", "/oauth/identity")


def request_token() -> Request:
    """The first step of OAuth 1.0a."""
    return Request("request_token", "/oauth/request_token")


def access_token() -> Request:
    """The third step of OAuth 1.0a."""
    return Request("access_token", "/oauth/access_token", method="POST")


def _page(page: int) -> dict[str, str | int]:
    return {"page": page, "per_page": PER_PAGE}


def _segment(text: str) -> str:
    return quote(text, safe="")
