"""What is Discogs' own: its credentials, its paging, its notation, the paths it documents."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import httpx
import pytest
from redis.asyncio import Redis

from tests.contract.harness import DESTINATION, OPERATIONS, QUERY, Bench, make_bench
from vinyldigger.core.domain.format import Channels, Medium, ReleaseType
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.contract import (
    Caller,
    CredentialsRejected,
    NotFound,
    NotSupported,
    Unavailable,
    UserCredentials,
    WireChanged,
)
from vinyldigger.marketplaces.countries import country_code
from vinyldigger.marketplaces.discogs import client, formats, mapping
from vinyldigger.marketplaces.discogs.vocabulary import GRADES
from vinyldigger.marketplaces.discogs.wire import FormatRow

# Every path that the developer documentation names and the design allows (reference/discogs-api.md).
DOCUMENTED = [
    r"/database/search",
    r"/releases/\d+",
    r"/masters/\d+",
    r"/masters/\d+/versions",
    r"/marketplace/stats/\d+",
    r"/marketplace/price_suggestions/\d+",
    r"/marketplace/listings/\d+",
    r"/users/[^/]+",
    r"/users/[^/]+/inventory",
    r"/users/[^/]+/wants",
    r"/users/[^/]+/lists",
    r"/users/[^/]+/collection/folders",
    r"/users/[^/]+/collection/folders/0/releases",
    r"/users/[^/]+/collection/value",
    r"/lists/\d+",
    r"/oauth/identity",
    r"/oauth/request_token",
    r"/oauth/access_token",
]


def is_documented(path: str) -> bool:
    return any(re.fullmatch(pattern, path) for pattern in DOCUMENTED)


async def test_only_documented_paths_are_asked(discogs: Bench) -> None:
    for capability in OPERATIONS:
        if capability in discogs.market.capabilities:
            await discogs.run(capability)
    await discogs.market.list_items("5501", discogs.user)
    await discogs.market.collection_value("anybody", discogs.user)
    await discogs.market.complete((await discogs.market.authorize()).secret, "verifier")
    await discogs.market.test()
    asked = {request.url.path for request in discogs.stand_in.requests}
    assert [path for path in asked if not is_documented(path)] == []
    assert {request.url.host for request in discogs.stand_in.requests} == {"api.discogs.com"}


def test_no_other_path_stands_in_the_code() -> None:
    """Also what no test reaches: every text in the adapter that looks like a path is documented."""
    folder = Path(client.__file__).parent
    allowed_pages = {"/sell/release/{}", "/oauth/authorize?oauth_token={}"}
    for source in folder.glob("*.py"):
        if source.name == "links.py":  # reads addresses, asks none
            continue
        for path in paths_in(ast.parse(source.read_text(encoding="utf-8"))):
            example = path.replace("{}", "1")
            assert is_documented(example) or path in allowed_pages, f"{source.name}: {path}"


def paths_in(tree: ast.AST) -> set[str]:
    """Text constants and f-strings that hold a path, placeholders as ``{}``."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc] # text constants
            found.add(text.removeprefix("{}") if text.startswith("{}/") else text)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            found.add(node.value)
    return {text for text in found if re.match(r"/[a-z]", text)}


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (None, "Discogs key=appkey, secret=appsecret"),
        (UserCredentials("personal", "personal-token"), "Discogs token=personal-token"),
    ],
)
async def test_credentials_travel_in_the_header(discogs: Bench, user: UserCredentials | None, expected: str) -> None:
    await discogs.market.release("900001", Caller(user=user))
    assert discogs.stand_in.requests[0].headers["Authorization"] == expected


async def test_without_application_credentials_calls_are_anonymous(redis: Redis) -> None:
    bench = make_bench("discogs", redis, app=None)
    await bench.market.release("900001", Caller())
    assert "Authorization" not in bench.stand_in.requests[0].headers
    for refused in (bench.market.test(), bench.market.authorize(), bench.market.release("1", bench.user)):
        with pytest.raises(CredentialsRejected):
            await refused


def oauth_fields(request: httpx.Request) -> dict[str, str]:
    """The fields of an OAuth 1.0a header."""
    header = request.headers["Authorization"]
    assert header.startswith("OAuth ")
    return {key: unquote(value) for key, value in re.findall(r'(\w+)="([^"]*)"', header)}


async def test_calls_for_a_user_are_signed_afresh(discogs: Bench) -> None:
    await discogs.market.wantlist("anybody", discogs.user)
    await discogs.market.wantlist("anybody", discogs.user)
    first, second = (oauth_fields(request) for request in discogs.stand_in.requests)
    assert first["oauth_signature_method"] == "PLAINTEXT"
    assert first["oauth_signature"] == "appsecret&accsecret"
    assert (first["oauth_consumer_key"], first["oauth_token"]) == ("appkey", "acc123")
    assert re.fullmatch(r"\d{10}", first["oauth_timestamp"])
    assert len(first["oauth_nonce"]) <= 64
    assert first["oauth_nonce"] != second["oauth_nonce"]


async def test_consent_in_three_steps(discogs: Bench) -> None:
    begun = await discogs.market.authorize()
    assert begun.url == "https://www.discogs.com/oauth/authorize?oauth_token=req123"
    assert begun.state == "req123"
    assert "reqsecret" not in repr(begun)
    asked = oauth_fields(discogs.stand_in.requests[-1])
    assert asked["oauth_callback"] == "http://127.0.0.1:8000/connect/discogs"
    assert asked["oauth_signature"] == "appsecret&"

    user = await discogs.market.complete(begun.secret, "the verifier")
    finish = discogs.stand_in.requests[-1]
    said = oauth_fields(finish)
    assert finish.method == "POST"
    assert (said["oauth_token"], said["oauth_verifier"]) == ("req123", "the verifier")
    assert said["oauth_signature"] == "appsecret&reqsecret"
    assert (user.kind, user.token, user.secret) == ("oauth1", "acc123", "accsecret")
    assert "acc" not in repr(user)
    assert await discogs.market.refresh(user) is user


@pytest.mark.parametrize(("status", "body"), [(401, "Invalid consumer."), (400, "expired")])
async def test_refused_consent_is_about_the_credentials(discogs: Bench, status: int, body: str) -> None:
    discogs.stand_in.error(status, {"Content-Type": "text/plain"}, body)
    with pytest.raises(CredentialsRejected):
        await discogs.market.complete("oauth_token=a&oauth_token_secret=b", "verifier")
    assert len(discogs.stand_in.requests) == 1


async def test_a_consent_answer_without_a_token_is_a_change(discogs: Bench) -> None:
    discogs.stand_in.fault = lambda _request: httpx.Response(200, text="oauth_callback_confirmed=true")
    with pytest.raises(WireChanged):
        await discogs.market.authorize()


async def test_the_announced_limit_and_use_correct_the_budget(discogs: Bench) -> None:
    headers = {"X-Discogs-Ratelimit": "25", "X-Discogs-Ratelimit-Used": "9", "X-Discogs-Ratelimit-Remaining": "16"}
    discogs.stand_in.fault = lambda request: httpx.Response(
        200, text=discogs.stand_in.raw("release.json"), headers=headers
    )
    await discogs.market.release("900001", Caller())
    budget = await discogs.market.budget()
    assert (budget.limit, budget.used, budget.window_seconds) == (22, 9, 60)


async def test_search_asks_what_discogs_can_filter(discogs: Bench) -> None:
    query = Query(
        text="harbour", artist="Tin Harbour", title="Low", catalogue_number="GAN 017", barcode="5012345678900",
        year_from=1974, year_to=1974,
    )  # fmt: skip
    await discogs.market.search_catalogue(query, Caller(), cursor="3")
    await discogs.market.search_catalogue(Query(barcode="5 012345 678900", year_from=1970, year_to=1974), Caller())
    first, second = (parse_qs(request.url.query.decode()) for request in discogs.stand_in.requests)
    assert first == {
        "type": ["release"], "format": ["Vinyl"], "q": ["harbour"], "artist": ["Tin Harbour"],
        "release_title": ["Low"], "catno": ["GAN 017"], "barcode": ["5012345678900"], "year": ["1974"],
        "page": ["3"], "per_page": ["100"],
    }  # fmt: skip
    assert second == {
        "type": ["release"], "format": ["Vinyl"], "q": ["5012345678900"], "page": ["1"], "per_page": ["100"],
    }  # fmt: skip


async def test_behind_the_last_page_is_an_empty_page_but_nobody_is_not_found(discogs: Bench) -> None:
    discogs.stand_in.error(404)
    page = await discogs.market.wantlist("anybody", discogs.user, cursor="4")
    assert (page.items, page.next_cursor) == ((), None)
    found = await discogs.market.search_catalogue(Query(text="x"), Caller(), cursor="2")
    assert (found.items, found.next_cursor) == ((), None)
    inventory = await discogs.market.seller_inventory("anybody", DESTINATION, Caller(), cursor="desc:4")
    assert (inventory.items, inventory.next_cursor) == ((), None)
    with pytest.raises(NotFound):
        await discogs.market.wantlist("anybody", discogs.user)


def paged(pages: int) -> Callable[[Any], Any]:
    return lambda body: body | {"pagination": {"page": 1, "pages": pages, "per_page": 100, "items": pages * 100}}


@pytest.mark.parametrize(
    ("pages", "cursor", "following", "complete"),
    [
        (1, None, None, True),
        (3, None, "desc:2", True),
        (3, "desc:3", None, True),
        (100, "desc:100", None, True),
        (130, "desc:100", "asc:1", True),
        (130, "asc:29", "asc:30", True),
        (130, "asc:30", None, True),
        (260, "asc:100", None, False),
    ],
)
async def test_large_inventories_are_read_from_both_ends(
    discogs: Bench, pages: int, cursor: str | None, following: str | None, complete: bool
) -> None:
    discogs.stand_in.rewrite(paged(pages))
    page = await discogs.market.seller_inventory("anybody", DESTINATION, Caller(), cursor)
    assert (page.next_cursor, page.complete) == (following, complete)
    asked = parse_qs(discogs.stand_in.requests[-1].url.query.decode())
    assert asked["sort"] == ["listed"]
    assert asked["sort_order"] == [(cursor or "desc:1").split(":")[0]]


async def test_artists_of_versions_and_names_of_folders_cost_one_call_for_all_pages(discogs: Bench) -> None:
    discogs.stand_in.rewrite(lambda body: paged(2)(body) if "pagination" in body else body)
    for cursor in (None, "2"):
        versions = await discogs.market.master_versions("800001", Caller(), cursor)
        assert versions.items[0].artists == ("Tin Harbour",)
        assert (await discogs.market.collection("anybody", discogs.user, cursor)).items[0].folder == "Folk"
    assert len(discogs.stand_in.requests) == 2 + 1 + 2 + 1


async def test_wants_cost_one_call_per_hundred(discogs: Bench) -> None:
    discogs.stand_in.rewrite(
        lambda body: body | {"pagination": {"page": len(discogs.stand_in.requests), "pages": 45, "items": 4500}}
    )
    cursor: str | None = None
    while (page := await discogs.market.wantlist("anybody", discogs.user, cursor)).next_cursor:
        cursor = page.next_cursor
    assert len(discogs.stand_in.requests) == 45


async def test_folders_that_only_the_owner_may_see_leave_copies_without_one(discogs: Bench) -> None:
    private = httpx.Response(403, text=discogs.stand_in.raw("error_403.json"))
    discogs.stand_in.fault = lambda request: private if request.url.path.endswith("/folders") else None
    page = await discogs.market.collection("somebody", Caller())
    assert [entry.folder for entry in page.items] == [None, None]


async def test_suggestions_need_a_user(discogs: Bench) -> None:
    with pytest.raises(NotSupported):
        await discogs.market.price_suggestions("900001", Caller())
    discogs.stand_in.rewrite(lambda _body: {})
    assert (await discogs.market.price_suggestions("900001", discogs.user)).by_grade == {}


@pytest.mark.parametrize(
    ("for_sale", "calls"), [(0, 1), (100, 1), (101, 2), (10_000, 100), (99_999, 200), (None, None)]
)
async def test_what_reading_an_inventory_costs_is_known_before(
    discogs: Bench, for_sale: int | None, calls: int | None
) -> None:
    discogs.stand_in.rewrite(lambda body: body | {"num_for_sale": for_sale})
    size = await discogs.market.inventory_size("quayside.records", Caller())
    assert (size and size.listings, size and size.calls) == (for_sale, calls)
    assert len(discogs.stand_in.requests) == 1


async def test_nothing_for_sale_is_no_price(discogs: Bench) -> None:
    discogs.stand_in.rewrite(lambda _body: {"num_for_sale": None, "lowest_price": None, "blocked_from_sale": True})
    market = await discogs.market.release_market("900001", "XXX", Caller())
    assert (market.lowest_price, market.num_for_sale, market.blocked_from_sale) == (None, None, True)
    assert market.url == "https://www.discogs.com/sell/release/900001"
    assert discogs.stand_in.requests[0].url.params["curr_abbr"] == "EUR"


async def test_only_a_users_token_brings_a_quote(discogs: Bench) -> None:
    anonymous = await discogs.market.listing("2876787001", DESTINATION, Caller())
    theirs = await discogs.market.listing("2876787001", DESTINATION, discogs.user)
    assert anonymous.quote is None
    assert theirs.quote is not None
    assert (theirs.quote.shipping, theirs.quote.country) == (Money.of("6.00", "GBP"), "DE")


@pytest.mark.parametrize("said", [True, False, None])
async def test_a_seller_may_refuse_a_buyer(discogs: Bench, said: bool | None) -> None:
    discogs.stand_in.rewrite(lambda body: body | {"shipping_is_blocked": said})
    theirs = await discogs.market.listing("2876787001", DESTINATION, discogs.user)
    assert theirs.quote is not None
    assert (theirs.quote.refused, theirs.quote.shipping is None) == (bool(said), bool(said))


@pytest.mark.parametrize("status", ["Sold", "Deleted", "Expired", "Draft", "Suspended", "Violation"])
async def test_what_is_not_for_sale_is_not_available(discogs: Bench, status: str) -> None:
    discogs.stand_in.rewrite(lambda body: body | {"status": status})
    assert not (await discogs.market.listing("2876787001", DESTINATION, Caller())).available


async def test_a_status_nobody_knows_ends_no_offer(discogs: Bench) -> None:
    discogs.stand_in.rewrite(lambda body: body | {"status": "Nobody Knows"})
    assert (await discogs.market.listing("2876787001", DESTINATION, Caller())).available


async def test_lists_hold_releases_and_masters(discogs: Bench) -> None:
    page = await discogs.market.list_items("5501", discogs.user)
    release, master = page.items
    assert release.release is not None
    assert (release.release.external_id, release.release.artists) == ("900001", ("Tin Harbour",))
    assert (master.release, master.master_id) == (None, "800002")


async def test_a_search_that_takes_too_long_is_tried_again(discogs: Bench) -> None:
    discogs.stand_in.error(500)
    with pytest.raises(Unavailable):
        await discogs.market.search_catalogue(QUERY, Caller())
    assert len(discogs.stand_in.requests) == 3


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("A$1,597.46", "1597.46", "AUD"), ("¥4,500", "4500", "JPY"), ("R$200.00", "200.00", "BRL"),
        ("SEK1,600.00", "1600.00", "SEK"), ("CHF 12.50", "12.50", "CHF"), ("€17.99", "17.99", "EUR"),
        ("£0.00", "0.00", "GBP"), ("$31.00", "31.00", "USD"), ("CA$39.99", "39.99", "CAD"),
    ],
)  # fmt: skip
def test_formatted_amounts(text: str, amount: str, currency: str) -> None:
    assert mapping.formatted_money(text) == Money.of(amount, currency)


@pytest.mark.parametrize("text", ["", "12.50", "₿1", "€", "€abc"])
def test_amounts_that_cannot_be_read_are_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no amount of money"):
        mapping.formatted_money(text)


@pytest.mark.parametrize(
    ("text", "medium", "discs", "inches", "kind", "words"),
    [
        ("LP, Album, RE, RM, Gat", Medium.VINYL, 1, 12, ReleaseType.ALBUM, {"reissue", "remastered"}),
        ('4x12", Comp', Medium.VINYL, 4, 12, ReleaseType.COMPILATION, {"compilation"}),
        ('7", Single, Ltd, Num', Medium.VINYL, 1, 7, ReleaseType.SINGLE, {"limited edition", "numbered"}),
        ("LP, Album, Ltd + CD, Album, Ltd", Medium.VINYL, 1, 12, ReleaseType.ALBUM, {"limited edition"}),
        ("3xLP, Comp + Box", Medium.VINYL, 3, 12, ReleaseType.BOX, {"compilation", "box set"}),
        ("CDr, Album", Medium.CD, 1, None, ReleaseType.ALBUM, {"album"}),
        ("Cass, Mixtape", Medium.CASSETTE, 1, None, None, {"mixtape"}),
        ('12", EP, W/Lbl', Medium.VINYL, 1, 12, ReleaseType.EP, {"white label"}),
        ("", None, None, None, None, set()),
        ("???", None, None, None, None, {"???"}),
    ],
)
def test_abbreviated_formats(
    text: str, medium: Medium | None, discs: int | None, inches: int | None, kind: ReleaseType | None, words: set[str]
) -> None:
    read = formats.of_abbreviated(text)
    assert (read.medium, read.discs, read.inches, read.type) == (medium, discs, inches, kind)
    assert words <= read.descriptions


def test_structured_formats() -> None:
    rows = [
        FormatRow(name="Box Set", qty=1, descriptions=("Limited Edition",)),
        FormatRow(
            name="Vinyl", qty=2, text="Gatefold, Red Marbled", descriptions=("LP", "Mono", "45 RPM", "Picture Disc")
        ),
        FormatRow(name="DVD", qty=1),
    ]
    read = formats.of_rows(rows)
    assert (read.medium, read.discs, read.rpm, read.type) == (Medium.VINYL, 2, 45, ReleaseType.BOX)
    assert (read.channels, read.colour, read.picture_disc) == (Channels.MONO, "red marbled", True)
    assert "limited edition" in read.descriptions
    assert hash(read) is not None
    assert formats.as_text(rows[1:]) == "2×Vinyl, LP, Mono, 45 RPM, Picture Disc, Gatefold, Red Marbled + DVD"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Germany", "DE"), ("UK", "GB"), ("United Kingdom", "GB"), ("US", "US"), ("United States", "US"),
        ("Russia", "RU"), ("South Korea", "KR"), ("Czech Republic", "CZ"), ("Turkey", "TR"), ("Taiwan", "TW"),
        ("Austria", "AT"), ("Australia", "AU"), ("Ukraine", "UA"), ("Kosovo", "XK"), ("Europe", None),
        ("Worldwide", None), ("", None), (None, None), ("UK & Europe", None),
    ],
)  # fmt: skip
def test_country_names(name: str | None, code: str | None) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("text", "kind", "external_id"),
    [
        ("https://www.discogs.com/sell/item/2876787001", "listing", "2876787001"),
        ("http://discogs.com/sell/item/2876787001?ev=bp_img", "listing", "2876787001"),
        ("www.discogs.com/de/sell/item/2876787001", "listing", "2876787001"),
        ("https://www.discogs.com/release/900001-Tin-Harbour-Low-Water-Marks", "release", "900001"),
        ("https://www.discogs.com/Tin-Harbour-Low-Water-Marks/release/900001", "release", "900001"),
        ("https://www.discogs.com/fr/release/900001", "release", "900001"),
        ("https://www.discogs.com/sell/release/900001?sort=price", "release", "900001"),
        ("https://www.discogs.com/master/800001-Tin-Harbour-Low-Water-Marks", "master", "800001"),
        ("https://www.discogs.com/Tin-Harbour-Low-Water-Marks/master/800001", "master", "800001"),
        ("https://www.discogs.com/seller/quayside.records/profile", "seller", "quayside.records"),
        ("https://www.discogs.com/user/na%C3%AFve", "seller", "naïve"),
        ("https://www.discogs.com/pt_BR/seller/quayside.records", "seller", "quayside.records"),
        (" r900001 ", "release", "900001"),
        ("[m800001]", "master", "800001"),
        ("release 900001", "release", "900001"),
        ("discogs:2876787001", "listing", "2876787001"),
        ("Listing #2876787001", "listing", "2876787001"),
    ],
)
def test_links(discogs: Bench, text: str, kind: str, external_id: str) -> None:
    link = discogs.market.parse_link(text)
    assert link is not None
    assert (link.marketplace, link.kind, link.external_id) == ("discogs", kind, external_id)


@pytest.mark.parametrize("text", ["https://www.discogs.com/artist/1", "https://www.discogs.com/", "x900001", "r"])
def test_other_addresses_of_the_site_are_no_links(discogs: Bench, text: str) -> None:
    assert discogs.market.parse_link(text) is None


def test_grades_are_the_exact_words() -> None:
    assert GRADES["Near Mint (NM or M-)"] is Grade.NM
    assert GRADES.get("near mint") is None
    assert len(GRADES) == 11
