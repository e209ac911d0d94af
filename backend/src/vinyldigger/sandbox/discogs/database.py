"""Search, releases, masters, versions, artists and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from vinyldigger.sandbox.catalogue.catalogue import Master, fold
from vinyldigger.sandbox.catalogue.pressings import NO_NUMBER, Pressing
from vinyldigger.sandbox.discogs import catalogue_shapes as shapes
from vinyldigger.sandbox.discogs.access import Caller, CallerDep, WorldDep
from vinyldigger.sandbox.discogs.market import currency_of, figures
from vinyldigger.sandbox.discogs.wire import NOT_FOUND, DiscogsError, Json, Links, paged, slug
from vinyldigger.sandbox.world import World

router = APIRouter()
SEARCH_CAP = 10_000
_LONGEST_QUERY = 500
_QUERY_WORDS = ("q", "query", "title", "release_title", "artist", "anv", "credit", "label", "track")
_KIND_NAMES = ("release", "master", "artist", "label")


@router.get("/")
async def welcome() -> Json:
    """The bare address greets."""
    return {"hello": "Welcome to the Discogs API.", "api_version": "v2"}


@router.get("/database/search")
async def search(request: Request, response: Response, world: WorldDep, caller: CallerDep) -> Json:
    """Fuzzy search over everything; needs credentials. Only the first 10,000 results can be paged to."""
    caller.must_be_known()
    params, links = request.query_params, Links.of(request)
    if sum(len(value) for value in params.values()) > _LONGEST_QUERY:
        raise DiscogsError(500, "Query time exceeded. Please try a simpler query.")
    kind = params.get("type", "")
    if kind and kind not in _KIND_NAMES:
        raise DiscogsError(422, f"Invalid type: expected one of {', '.join(_KIND_NAMES)}.")
    if kind in ("artist", "label"):
        return paged(request, response, "results", _names(world, kind, params.get("q", "")), _name_shape(kind, links))
    releases = _matching(world, params)
    rows: list[Master | Pressing] = []
    if kind != "release":
        rows += {one.master_id: world.catalogue.masters[one.master_id] for one in releases if one.master_id}.values()
    if kind != "master":
        rows += releases
    return paged(request, response, "results", rows, _search_shape(caller, links), most=SEARCH_CAP)


def _search_shape(caller: Caller, links: Links) -> Callable[[Master | Pressing], Json]:
    def shape(row: Master | Pressing) -> Json:
        if isinstance(row, Master):
            return shapes.master_row(row, links, caller.member)
        return shapes.search_row(row, links, caller.member)

    return shape


def _matching(world: World, params: Any) -> Sequence[Pressing]:
    text = " ".join(params[name] for name in _QUERY_WORDS if name in params)
    found: Iterable[Pressing] = world.catalogue.matching(text)
    for name, wanted in params.items():
        test = _FIELD_TESTS.get(name)
        if test is not None and wanted:
            found = [one for one in found if test(one, wanted)]
    return list(found)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).lower()


def _words_of_format(pressing: Pressing) -> set[str]:
    return {word.lower() for line in pressing.formats for word in (line.name, *line.descriptions, line.text)}


_FIELD_TESTS: dict[str, Callable[[Pressing, str], bool]] = {
    "barcode": lambda one, wanted: _digits(wanted) == one.barcode,
    "catno": lambda one, wanted: one.catno != NO_NUMBER and _digits(wanted) in _digits(one.catno),
    "year": lambda one, wanted: str(one.year) == wanted,
    "country": lambda one, wanted: one.country.lower() == wanted.lower(),
    "genre": lambda one, wanted: one.album.genre.lower() == wanted.lower(),
    "style": lambda one, wanted: wanted.lower() in (style.lower() for style in one.album.styles),
    "format": lambda one, wanted: all(word.strip().lower() in _words_of_format(one) for word in wanted.split(",")),
}


def _names(world: World, kind: str, query: str) -> list[tuple[str, int]]:
    ids = world.catalogue.artist_ids if kind == "artist" else world.catalogue.label_ids
    return [(name, number) for name, number in ids.items() if fold(query) in fold(name)]


def _name_shape(kind: str, links: Links) -> Callable[[tuple[str, int]], Json]:
    def shape(row: tuple[str, int]) -> Json:
        name, number = row
        return {
            "id": number, "type": kind, "title": name, "thumb": "", "cover_image": f"{links.images}/spacer.gif",
            "uri": f"/{kind}/{number}-{slug(name)}", "resource_url": f"{links.api}/{kind}s/{number}",
            "master_id": None, "master_url": None, "user_data": {"in_wantlist": False, "in_collection": False},
        }  # fmt: skip

    return shape


@router.get("/releases/{release_id}")
async def release(request: Request, world: WorldDep, caller: CallerDep, release_id: int) -> Any:
    """A release. ``lowest_price`` has no currency field: it is the caller's. Merged ones lead to their successor."""
    successor = world.catalogue.merged_into(release_id)
    if successor is not None:
        return RedirectResponse(f"{Links.of(request).api}/releases/{successor.id}", 301)
    pressing = find_release(world, release_id)
    count, lowest = figures(world, [pressing], currency_of(caller, request.query_params.get("curr_abbr")))
    return shapes.release(pressing, world.catalogue, Links.of(request), count, lowest)


@router.get("/releases/{release_id}/stats")
async def release_stats(world: WorldDep, release_id: int) -> Json:
    """Documented with have and want; the real service answers only this."""
    find_release(world, release_id)
    return {"is_offensive": False}


@router.get("/releases/{release_id}/rating")
async def release_rating(request: Request, world: WorldDep, release_id: int) -> Json:
    """The community's rating."""
    body = shapes.release(find_release(world, release_id), world.catalogue, Links.of(request), 0, None)
    return {"release_id": release_id, "rating": body["community"]["rating"]}


def find_release(world: World, release_id: int) -> Pressing:
    """A release by id. Raises 404."""
    pressing = world.catalogue.release(release_id)
    if pressing is None:
        raise DiscogsError(404, "Release not found.")
    return pressing


def _find_master(world: World, master_id: int) -> Master:
    if master_id not in world.catalogue.masters:
        raise DiscogsError(404, "Master Release not found.")
    return world.catalogue.masters[master_id]


@router.get("/masters/{master_id}")
async def master(request: Request, world: WorldDep, caller: CallerDep, master_id: int) -> Json:
    """A master release."""
    found, links = _find_master(world, master_id), Links.of(request)
    album, first = found.album, found.versions[0]
    newest = max(found.versions, key=lambda one: one.year)
    count, lowest = figures(world, found.versions, currency_of(caller, request.query_params.get("curr_abbr")))
    return {
        "id": found.id,
        "main_release": first.id,
        "most_recent_release": newest.id,
        "resource_url": f"{links.api}/masters/{found.id}",
        "uri": f"{links.web}/master/{found.id}-{slug(f'{album.artist} {album.title}')}",
        "versions_url": f"{links.api}/masters/{found.id}/versions",
        "main_release_url": f"{links.api}/releases/{first.id}",
        "most_recent_release_url": f"{links.api}/releases/{newest.id}",
        "num_for_sale": count,
        "lowest_price": lowest,
        "images": shapes.images(album, links),
        "genres": [album.genre],
        "styles": list(album.styles),
        "year": album.year,
        "tracklist": shapes.tracklist(first),
        "artists": shapes.artists(album, world.catalogue, links),
        "title": album.title,
        "data_quality": "Correct",
    }


_SORT_KEYS: dict[str, Callable[[Pressing], Any]] = {
    "released": lambda one: one.year,
    "title": lambda one: one.title,
    "format": lambda one: one.formats[-1].descriptions,
    "label": lambda one: one.album.label,
    "catno": lambda one: one.catno,
    "country": lambda one: one.country,
}


@router.get("/masters/{master_id}/versions")
async def versions(request: Request, response: Response, world: WorldDep, caller: CallerDep, master_id: int) -> Json:
    """The pressings of a master, with the values they can be filtered by."""
    found, links, params = _find_master(world, master_id), Links.of(request), request.query_params
    rows = [one for one in found.versions if all(params.get(name, value) == value for name, value in _facets(one))]
    if params.get("sort") in _SORT_KEYS:
        rows.sort(key=_SORT_KEYS[params["sort"]], reverse=params.get("sort_order") == "desc")
    available: dict[str, dict[str, int]] = {}
    for one in found.versions:
        for name, value in _facets(one):
            counts = available.setdefault(name, {})
            counts[value] = counts.get(value, 0) + 1
    applied = {name: [params[name]] for name in available if name in params}
    page = paged(request, response, "versions", rows, lambda one: shapes.version_row(one, links, caller.member))
    return page | {"filters": {"applied": applied, "available": available}, "filter_facets": []}


def _facets(pressing: Pressing) -> list[tuple[str, str]]:
    return [
        ("format", pressing.formats[-1].name),
        ("label", pressing.album.label),
        ("country", pressing.country),
        ("released", str(pressing.year)),
    ]


@router.get("/artists/{artist_id}")
async def artist(request: Request, world: WorldDep, artist_id: int) -> Json:
    """An artist, briefly."""
    return _named(request, world.catalogue.artist_ids, artist_id, "artist")


@router.get("/labels/{label_id}")
async def label(request: Request, world: WorldDep, label_id: int) -> Json:
    """A label, briefly."""
    return _named(request, world.catalogue.label_ids, label_id, "label")


def _named(request: Request, ids: dict[str, int], wanted: int, kind: str) -> Json:
    name = next((name for name, number in ids.items() if number == wanted), None)
    if name is None:
        raise DiscogsError(404, f"{kind.title()} not found.")
    links = Links.of(request)
    address = f"{links.api}/{kind}s/{wanted}"
    return {
        "id": wanted, "name": name, "profile": "", "data_quality": "Correct", "resource_url": address,
        "uri": f"{links.web}/{kind}/{wanted}-{slug(name)}", "releases_url": f"{address}/releases",
    }  # fmt: skip


@router.get("/{rest:path}")
async def nothing_here() -> Json:
    """What the sandbox does not know answers as the real service does."""
    raise DiscogsError(404, NOT_FOUND)
