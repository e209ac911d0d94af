"""Results, listings, analysis and advice over HTTP, from marketplaces in memory."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from pydantic import TypeAdapter
from sqlalchemy import delete, event, update

from tests.api.conftest import Collector
from tests.services.conftest import Work
from tests.services.fakes import FakeMarketplace, a_seller, an_offer
from vinyldigger.api.v1.schemas.results import ResultOut
from vinyldigger.api.v1.schemas.values import PageOut
from vinyldigger.core import clock
from vinyldigger.core.database import current_database, unit_of_work
from vinyldigger.marketplaces.contract import Budget, Capability, NotFound
from vinyldigger.models.asked import AskedQuery
from vinyldigger.models.listings import Listing
from vinyldigger.models.matches import ItemMatch
from vinyldigger.services import showing


async def results(collector: Collector, search: Any, **params: Any) -> list[Any]:
    page = await collector.get(f"/searches/{search['id']}/results", **params)
    items: list[Any] = page["items"]
    return items


async def test_results_say_price_at_the_door_score_and_record(collector: Collector, search: Any) -> None:
    items = await results(collector, search)
    best = items[0]
    assert best["listing"]["marketplace"] == "offers"
    assert best["landed"]["total"] == {"amount": "24.50", "currency": "EUR"}
    assert {part["kind"] for part in best["landed"]["parts"]} >= {"item", "shipping"}
    assert best["match"]["record"]["title"] == "Kind Of Blue"
    assert sum(float(part["points"]) for part in best["score"]["parts"]) == pytest.approx(float(best["score"]["score"]))
    assert best["listing"]["media"]["grade"] == "nm"


async def test_the_list_is_exactly_what_its_schema_says(collector: Collector, search: Any) -> None:
    schema = TypeAdapter(PageOut[ResultOut])
    page = await collector.get(f"/searches/{search['id']}/results")
    strict = schema.validate_python(page, extra="forbid")
    again = json.loads(schema.dump_json(strict))
    assert set(page) == set(again)
    assert [item["id"] for item in again["items"]] == [item["id"] for item in page["items"]]
    for written, declared in zip(page["items"], again["items"], strict=True):
        assert set(written) == set(declared)
        assert written["landed"] == declared["landed"]
        assert set(written["listing"]) == set(declared["listing"])


async def test_what_the_rules_kept_out_says_why(collector: Collector, search: Any) -> None:
    excluded = await results(collector, search, excluded=True)
    assert [item["listing"]["title"] for item in excluded] == ["Miles Davis Kind Of Blue CD"]
    assert excluded[0]["excluded_by"]["code"]
    kept = await results(collector, search)
    both = await results(collector, search, excluded="any")
    assert {item["id"] for item in both} == {item["id"] for item in [*kept, *excluded]}


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"platform": "catalogue"}, ["18.00"]),
    ({"platform": "offers", "sort": "landed"}, ["20.00", "35.00"]),
    ({"condition": "vg_plus", "platform": "offers"}, ["20.00", "35.00"]),
    ({"condition": "nm"}, ["20.00"]),
    ({"in_wantlist": True}, []),
    ({"in_collection": True}, []),
    ({"mark": "saved"}, []),
    ({"min_score": 100}, []),
]


async def test_filters(collector: Collector, search: Any) -> None:
    for params, prices in FILTERS:
        items = await results(collector, search, **params)
        assert [item["listing"]["price"]["amount"] for item in items] == prices, params


async def test_each_sort_pages_through_everything_once(collector: Collector, search: Any) -> None:
    for sort in ("score", "landed", "newest", "ending"):
        seen: list[str] = []
        cursor = None
        while True:
            params = {"sort": sort, "limit": 1} | ({"cursor": cursor} if cursor else {})
            page = await collector.get(f"/searches/{search['id']}/results", **params)
            seen += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert seen == [item["id"] for item in await results(collector, search, sort=sort)]
        assert len(set(seen)) == 3


async def test_a_cursor_of_another_sort_is_refused(collector: Collector, search: Any) -> None:
    page = await collector.get(f"/searches/{search['id']}/results", sort="score", limit=1)
    params = {"sort": "landed", "cursor": page["next_cursor"]}
    answer = await collector.ask("GET", f"/searches/{search['id']}/results", params=params)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


async def test_marks_are_set_taken_away_and_set_for_many(collector: Collector, search: Any) -> None:
    first, second = (await results(collector, search))[:2]
    saved = await collector.send("PATCH", f"/results/{first['id']}", {"mark": "saved"})
    assert saved["mark"] == "saved"
    assert [item["id"] for item in await results(collector, search, mark="saved")] == [first["id"]]
    changed = await collector.send(
        "PATCH", "/results", {"ids": [first["id"], second["id"], str(uuid4())], "mark": None}
    )
    assert changed == {"changed": 2}
    await collector.send("PATCH", f"/results/{second['id']}", {"mark": "dismissed"})
    assert second["id"] not in [item["id"] for item in await results(collector, search)]


async def test_figures_older_than_the_terms_allow_are_not_shown(
    collector: Collector, search: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "MARKETPLACES", {"catalogue": showing.MARKETPLACES["discogs"]})
    async with unit_of_work() as session:
        await session.execute(update(Listing).values(fetched_at=clock.now() - timedelta(hours=7)))
    floor = (await results(collector, search, platform="catalogue"))[0]
    assert (floor["listing"]["stale"], floor["listing"]["price"], floor["landed"]) == (True, None, None)
    other = (await results(collector, search, platform="offers"))[0]
    assert (other["listing"]["stale"], other["listing"]["price"]["currency"]) == (False, "EUR")


async def test_refreshing_reads_only_what_is_old(collector: Collector, search: Any, work: Work) -> None:
    ids = [item["id"] for item in await results(collector, search)]
    assert await collector.send("POST", "/results/refresh", {"ids": ids}) == {"queued": 0}
    async with unit_of_work() as session:
        await session.execute(update(Listing).values(fetched_at=clock.now() - timedelta(hours=7)))
    assert await collector.send("POST", "/results/refresh", {"ids": ids[:2]}) == {"queued": 2}


async def test_one_result_and_one_listing_in_full(collector: Collector, search: Any) -> None:
    first = (await results(collector, search))[0]
    detail = await collector.get(f"/results/{first['id']}")
    assert detail["search_name"] == "Blue"
    assert detail["parsed"]["artist"]
    assert detail["match"]["evidence"]
    listing = await collector.get(f"/listings/{first['listing']['id']}")
    assert [price["price"]["amount"] for price in listing["prices"]] == ["20.00"]
    assert listing["result_ids"] == [first["id"]]


OTHERS: list[tuple[str, str, Any]] = [
    ("GET", "/results/{result}", None),
    ("PATCH", "/results/{result}", {"mark": "seen"}),
    ("GET", "/listings/{listing}", None),
    ("GET", "/searches/{search}/results", None),
    ("GET", "/searches/{search}/analysis", None),
    ("GET", "/searches/{search}/price-comparison", None),
    ("GET", "/searches/{search}/sellers", None),
    ("GET", "/searches/{search}/recommendations", None),
    ("GET", "/searches/{search}/multi-item-deals", None),
    ("POST", "/searches/{search}/analyse", None),
    ("POST", "/matches/{match}/confirm", {"listing_ids": ["{listing}"]}),
    ("POST", "/matches/{match}/reject", {"listing_ids": ["{listing}"]}),
    ("POST", "/matches/split", {"match_id": "{match}", "listing_ids": ["{listing}"]}),
    ("POST", "/matches/merge", {"match_ids": ["{match}"], "into": "{match}"}),
    ("GET", "/sellers/{seller}", None),
    ("PUT", "/sellers/{seller}/status", {"status": "watched"}),
    ("DELETE", "/sellers/{seller}/status", None),
    ("PATCH", "/sellers/{seller}/shipping", {"shipping": None}),
    ("POST", "/sellers/{seller}/top-up", {"result_ids": []}),
    ("POST", "/searches/preview", {"search_id": "{search}"}),
    ("POST", "/recommendations/{advice}/feedback", {"feedback": "helpful"}),
]


async def test_what_is_anothers_is_not_found(collector: Collector, stranger: Collector, search: Any) -> None:
    first = (await results(collector, search, platform="offers"))[0]
    advice = (await collector.get("/recommendations"))["items"][0]
    ids = {
        "result": first["id"],
        "listing": first["listing"]["id"],
        "search": search["id"],
        "match": first["match"]["record"]["id"],
        "seller": first["listing"]["seller"]["id"],
        "advice": advice["id"],
    }

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [filled(each) for each in value]
        return value.format(**ids) if isinstance(value, str) else value

    for method, path, body in OTHERS:
        answer = await stranger.ask(method, path.format(**ids), json=filled(body))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (method, path, answer.text)


async def test_the_results_page_costs_a_constant_number_of_queries(collector: Collector, search: Any) -> None:
    engine = current_database().engines[1].sync_engine
    counts = []
    for limit in (1, 50):
        statements: list[str] = []

        def note(_c: Any, _k: Any, statement: str, *_r: Any, into: list[str] = statements) -> None:
            into.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        await results(collector, search, limit=limit)
        event.remove(engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4


async def test_records_are_compared_across_marketplaces(collector: Collector, search: Any) -> None:
    page = await collector.get(f"/searches/{search['id']}/price-comparison", across=True)
    (record,) = page["items"]
    assert record["marketplaces"] == ["catalogue", "offers"]
    assert record["best"] == {"amount": "24.50", "currency": "EUR"}
    assert record["offers_count"] == len(record["offers"]) == 3


async def test_the_analysis_its_sellers_and_advice(collector: Collector, search: Any) -> None:
    analysis = await collector.get(f"/searches/{search['id']}/analysis")
    assert (analysis["status"], analysis["listings"], analysis["included"]) == ("complete", 4, 3)
    assert sum(analysis["excluded"].values()) == 1
    sellers = await collector.get(f"/searches/{search['id']}/sellers")
    assert [row["rank"] for row in sellers] == [1, 2]
    advice = (await collector.get("/recommendations"))["items"]
    assert {row["type"] for row in advice} >= {"best_price"}
    best = next(row for row in advice if row["type"] == "best_price")
    assert best["landed"] == {"amount": "24.50", "currency": "EUR"}
    assert best["items"][0]["url"].startswith("https://offers.example/")
    assert best["items"][0]["certain"] == "exact"  # the marketplace quotes the shipping
    kept = await collector.send("POST", f"/recommendations/{best['id']}/feedback", {"feedback": "helpful"})
    assert kept["feedback"] == "helpful"


async def test_feedback_stays_when_the_search_runs_again_and_vanished_advice_ends(
    collector: Collector, search: Any, both: dict[str, FakeMarketplace], work: Work
) -> None:
    advice = (await collector.get("/recommendations"))["items"]
    best = next(row for row in advice if row["type"] == "best_price")
    await collector.send("POST", f"/recommendations/{best['id']}/feedback", {"feedback": "helpful"})
    both["offers"].offers[1] = an_offer("2", "34.00", seller=a_seller("dear-records", country="FR"), ships_from="FR")
    async with unit_of_work() as session:
        await session.execute(delete(AskedQuery))
    await collector.send("POST", f"/searches/{search['id']}/run")
    await work()
    again = (await collector.get("/recommendations"))["items"]
    same = next(row for row in again if row["id"] == best["id"])
    assert (same["feedback"], same["first_seen_at"]) == ("helpful", best["first_seen_at"])
    await collector.send("PATCH", f"/searches/{search['id']}", {"exclude_words": ["miles"]})
    await work()
    assert (await collector.get("/recommendations"))["items"] == []
    ended = (await collector.get("/recommendations", ended=True))["items"]
    assert best["id"] in [row["id"] for row in ended]


async def test_an_analysed_search_can_run_twice_and_be_deleted(collector: Collector, search: Any, work: Work) -> None:
    await collector.send("POST", f"/searches/{search['id']}/run")
    await work()
    assert (await collector.get(f"/searches/{search['id']}/analysis"))["included"] == 3
    await collector.send("DELETE", f"/searches/{search['id']}")
    assert (await collector.get("/recommendations"))["items"] == []
    assert (await collector.get("/dashboard"))["act_now"] == []


async def test_a_rejected_match_is_the_users_word_and_survives_the_engine(
    collector: Collector, stranger: Collector, search: Any, work: Work
) -> None:
    first = (await results(collector, search, platform="offers", sort="landed"))[0]
    record, listing = first["match"]["record"], first["listing"]["id"]
    said = await collector.send("POST", f"/matches/{record['id']}/reject", {"listing_ids": [listing]})
    assert said == {"listings": 1, "searches": 1}
    await work()
    detail = await collector.get(f"/results/{first['id']}")
    assert detail["match"] is None or detail["match"]["record"]["release_external_id"] != "7001"


async def test_a_refused_pressing_is_shown_to_nobody_who_refused_it(
    collector: Collector, search: Any, work: Work
) -> None:
    claimed = [row for row in await results(collector, search) if row["match"]["record"]["level"] == "release"]
    assert claimed, "some offer is claimed to be a pressing"
    async with unit_of_work() as session:
        await session.execute(update(ItemMatch).values(level="release"))  # as records of an album can stand as well
    for row in claimed:
        release = row["match"]["record"]["release_id"]
        path, body = f"/matches/{row['match']['record']['id']}/reject", {"listing_ids": [row["listing"]["id"]]}
        await collector.send("POST", path, body)
        await work()
        match = (await collector.get(f"/results/{row['id']}"))["match"]
        assert match is None or match["record"]["release_id"] != release
        assert match is None or match["record"]["level"] != "release"
        offers = (await collector.get(f"/releases/{release}/offers"))["items"]
        assert row["listing"]["id"] not in [offer["listing"]["id"] for offer in offers]


async def test_rules_are_tried_without_changing_anything(collector: Collector, search: Any) -> None:
    found = await collector.send(
        "POST", "/searches/preview", {"search_id": search["id"], "max_price": "30.00", "min_record_condition": "nm"}
    )
    assert found["considered"] == 4
    assert found["kept"] < 3
    assert sum(found["excluded"].values()) == found["considered"] - found["kept"]
    codes = [item["excluded_by"]["code"] for item in found["first_excluded"]]
    assert set(codes[: len(set(codes))]) == set(codes), "each rule shows itself before any does twice"
    assert found["currency"] == "EUR"
    assert len(found["prices"]) == found["considered"]
    assert [price["excluded_by"] for price in found["prices"]].count(None) == found["kept"]
    assert all(Decimal(price["amount"]) > 0 for price in found["prices"])
    assert (await collector.get(f"/searches/{search['id']}"))["max_price"] is None
    loose = await collector.send("POST", "/searches/preview", {"query": "kind of blue"})
    assert loose["considered"] == 4


async def test_a_seller_is_watched_blocked_and_corrected(collector: Collector, search: Any, work: Work) -> None:
    first = (await results(collector, search, platform="offers", sort="landed"))[0]
    seller = f"/sellers/{first['listing']['seller']['id']}"
    assert (await collector.send("PUT", f"{seller}/status", {"status": "favourite"}))["status"] == "favourite"
    corrected = await collector.send("PATCH", f"{seller}/shipping", {"shipping": {"currency": "EUR", "first": "2.00"}})
    assert corrected["shipping"]["first"] == {"amount": "2.00", "currency": "EUR"}
    assert [row["status"] for row in (await collector.get("/sellers", status="favourite"))["items"]] == ["favourite"]
    await collector.send("PUT", f"{seller}/status", {"status": "blocked"})
    await work()
    assert first["id"] in [item["id"] for item in await results(collector, search, excluded=True)]
    assert (await collector.send("DELETE", f"{seller}/status"))["status"] is None


async def test_what_watching_costs_is_said_before(
    collector: Collector, stranger: Collector, search: Any, both: dict[str, FakeMarketplace]
) -> None:
    seller = (await results(collector, search, platform="offers"))[0]["listing"]["seller"]
    path = f"/sellers/{seller['id']}/inventory-size"
    assert await collector.send("POST", path) == {"listings": None, "calls": None}
    shop = both["offers"]
    shop.capabilities |= {Capability.SELLER_INVENTORY}
    shop.inventories[seller["name"]] = shop.offers * 40
    assert await collector.send("POST", path) == {"listings": 120, "calls": 3}
    shop.failure = NotFound(shop.id)
    assert (await collector.ask("POST", path)).json()["code"] == "not_at_marketplace"
    assert (await stranger.ask("POST", path)).status_code == 404


async def test_the_page_of_a_pressing(collector: Collector, search: Any) -> None:
    floor = (await results(collector, search, platform="catalogue"))[0]
    release = floor["match"]["record"]["release_id"]
    facts = await collector.get(f"/releases/{release}")
    assert (facts["title"], facts["external_id"]) == ("Kind Of Blue", "7001")
    assert facts["market"]["lowest_price"] == {"amount": "18.00", "currency": "EUR"}
    assert {value["grade"] for value in facts["values"]} >= {"nm", "vg_plus"}
    history = await collector.get(f"/releases/{release}/price-history")
    assert [point["lowest_price"]["amount"] for point in history["points"]] == ["18.00"]
    offers = (await collector.get(f"/releases/{release}/offers"))["items"]
    assert {offer["listing"]["marketplace"] for offer in offers} == {"catalogue", "offers"}
    assert (await collector.ask("GET", f"/releases/{uuid4()}")).status_code == 404


async def test_today_in_one_call(collector: Collector, search: Any) -> None:
    today = await collector.get("/dashboard")
    assert today["counts"]["searches"] == 1
    assert today["setup"]["has_search"] is True
    assert [run["search_name"] for run in today["recent_runs"]] == ["Blue"]
    assert today["attention"] == []


async def test_today_says_which_marketplace_is_not_asked_or_nearly_used_up(
    collector: Collector, search: Any, both: dict[str, FakeMarketplace]
) -> None:
    both["offers"].left = Budget("offers", 5000, 4600, 86_400)
    both["catalogue"].left = Budget("catalogue", 60, 60, 60, breaker_open_until=clock.now() + timedelta(minutes=1))
    attention = (await collector.get("/dashboard"))["attention"]
    assert {item["reason"]["code"]: item["marketplace"] for item in attention} == {
        "budget_nearly_used": "offers",
        "marketplace_paused": "catalogue",
    }
    both["offers"].left = Budget("offers", 5000, 4000, 86_400)
    both["catalogue"].left = Budget("catalogue", 60, 60, 60)  # a minute's window fills and empties all the time
    assert (await collector.get("/dashboard"))["attention"] == []


async def test_a_basket_from_results_is_solved_checked_and_forgotten(
    collector: Collector, stranger: Collector, search: Any, work: Work
) -> None:
    ids = [item["id"] for item in await results(collector, search, platform="offers")]
    basket = await collector.send("POST", "/baskets", {"name": "One Blue", "result_ids": ids})
    assert (basket["status"], len(basket["wishes"])) == ("queued", 1)
    await work()
    solved = await collector.get(f"/baskets/{basket['id']}")
    assert solved["status"] == "solved", solved
    assert solved["plans"][0]["variant"] == "cheapest"
    (parcel,) = solved["plans"][0]["parcels"]
    assert [item["url"] for item in parcel["items"]] == ["https://offers.example/1"]
    await collector.send("POST", f"/baskets/{basket['id']}/check")
    await work()
    checked = await collector.get(f"/baskets/{basket['id']}")
    assert [change["kind"] for change in checked["check"]["changes"]] == ["unchanged"]
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/check")):
        assert (await stranger.ask(method, f"/baskets/{basket['id']}{path}")).status_code == 404
    assert [row["covered"] for row in (await collector.get("/baskets"))["items"]] == [1]
    await collector.send("DELETE", f"/baskets/{basket['id']}")
    assert (await collector.get("/baskets"))["items"] == []


async def test_a_basket_keeps_the_users_conditions(collector: Collector, search: Any) -> None:
    ids = [item["id"] for item in await results(collector, search)]
    wish = {"budget": "99.50", "max_parcels": 1, "fixed_cost": None}
    made = await collector.send("POST", "/baskets", {"result_ids": ids, "options": wish})
    assert made["options"] == wish
    assert (await collector.get(f"/baskets/{made['id']}"))["options"] == wish


async def test_a_basket_of_nothing_is_refused(collector: Collector) -> None:
    answer = await collector.ask("POST", "/baskets", json={})
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_wished")
