from __future__ import annotations

import httpx

RECLUSE = {"Authorization": "Discogs token=sandbox-token-sample_recluse"}
COMPLETIST = {"Authorization": "Discogs token=sandbox-token-sample_completist"}
ME = "/users/sample_collector"


async def test_identity_and_profile(collector: httpx.AsyncClient, http: httpx.AsyncClient) -> None:
    identity = (await collector.get("/oauth/identity")).json()
    assert identity["username"] == "sample_collector"
    mine = (await collector.get(ME)).json()
    assert (mine["curr_abbr"], mine["num_collection"], mine["num_wantlist"]) == ("EUR", 300, 120)
    theirs = (await http.get(f"/discogs{ME}")).json()
    assert "email" not in theirs
    assert theirs["curr_abbr"] is None


async def test_a_seller_has_a_rating(collector: httpx.AsyncClient) -> None:
    seller = (await collector.get("/users/northside-wax")).json()
    assert 80 <= seller["seller_rating"] <= 100
    assert seller["num_for_sale"] > 300


async def test_want_list(collector: httpx.AsyncClient, http: httpx.AsyncClient) -> None:
    body = (await collector.get(f"{ME}/wants?per_page=100")).json()
    assert body["pagination"]["items"] == 120
    assert body["wants"][0]["notes"]
    row = body["wants"][0]["basic_information"]
    assert {"id", "master_id", "title", "year", "formats", "labels", "artists", "genres", "styles"} <= row.keys()
    assert (await http.get(f"/discogs{ME}/wants")).json()["wants"][0]["notes"] == ""


async def test_forty_five_pages_of_wants_without_doubles(http: httpx.AsyncClient) -> None:
    seen: set[int] = set()
    url = "/discogs/users/sample_completist/wants?per_page=100"
    pages = 0
    while url:
        body = (await http.get(url, headers=COMPLETIST)).json()
        seen |= {row["id"] for row in body["wants"]}
        url, pages = body["pagination"]["urls"].get("next"), pages + 1
    assert (len(seen), pages) == (4_500, 45)


async def test_changing_the_want_list(collector: httpx.AsyncClient, http: httpx.AsyncClient) -> None:
    release = 990_000_100
    await collector.delete(f"{ME}/wants/{release}")
    added = await collector.put(f"{ME}/wants/{release}", params={"notes": "mono"})
    assert (added.status_code, added.json()["notes"]) == (201, "mono")
    last = (await collector.get(f"{ME}/wants?per_page=100&page=2")).json()["wants"][-1]
    assert last["id"] == release
    assert (await collector.delete(f"{ME}/wants/{release}")).status_code == 204
    assert (await http.put(f"/discogs{ME}/wants/{release}", headers=COMPLETIST)).status_code == 403


async def test_folders_and_copies(collector: httpx.AsyncClient, http: httpx.AsyncClient) -> None:
    folders = (await collector.get(f"{ME}/collection/folders")).json()["folders"]
    counts = {one["name"]: one["count"] for one in folders}
    assert counts["All"] == 300 == counts["Uncategorized"] + counts["Jazz"] + counts["Doubles"]
    page = (await collector.get(f"{ME}/collection/folders/0/releases?per_page=100&sort=artist")).json()
    names = [row["basic_information"]["artists"][0]["name"] for row in page["releases"]]
    assert names == sorted(names)
    assert any("notes" in row for row in page["releases"])
    strangers = (await http.get(f"/discogs{ME}/collection/folders")).json()["folders"]
    assert [one["id"] for one in strangers] == [0]
    assert (await http.get(f"/discogs{ME}/collection/folders/1/releases")).status_code == 401
    assert (await collector.get(f"{ME}/collection/folders/99/releases")).status_code == 404


async def test_adding_and_removing_a_copy(collector: httpx.AsyncClient) -> None:
    added = await collector.post(f"{ME}/collection/folders/1/releases/990000100")
    assert added.status_code == 201
    instance = added.json()["instance_id"]
    copies = (await collector.get(f"{ME}/collection/releases/990000100")).json()["releases"]
    assert instance in [one["instance_id"] for one in copies]
    gone = await collector.delete(f"{ME}/collection/folders/1/releases/990000100/instances/{instance}")
    assert gone.status_code == 204
    assert (await collector.get(ME)).json()["num_collection"] == 300


async def test_fields_and_value(collector: httpx.AsyncClient) -> None:
    fields = (await collector.get(f"{ME}/collection/fields")).json()["fields"]
    assert [one["name"] for one in fields] == ["Media Condition", "Sleeve Condition", "Notes"]
    assert "Not Graded" not in fields[1]["options"]
    value = (await collector.get(f"{ME}/collection/value")).json()
    assert all(text.startswith("€") and "," in text for text in value.values())


async def test_lists(collector: httpx.AsyncClient, http: httpx.AsyncClient) -> None:
    mine = (await collector.get(f"{ME}/lists")).json()["lists"]
    assert [one["public"] for one in mine] == [True, False]
    items = (await collector.get(f"/lists/{mine[0]['id']}")).json()["items"]
    assert {one["type"] for one in items} == {"release", "master"}
    assert len((await http.get(f"/discogs{ME}/lists")).json()["lists"]) == 1
    assert (await http.get(f"/discogs/lists/{mine[1]['id']}")).status_code == 404


async def test_private_members(http: httpx.AsyncClient) -> None:
    path = "/discogs/users/sample_recluse"
    for part in ("/wants", "/collection/folders", "/collection/folders/0/releases"):
        assert (await http.get(f"{path}{part}")).status_code == 403
        assert (await http.get(f"{path}{part}", headers=RECLUSE)).status_code == 200
    assert "num_wantlist" not in (await http.get(path)).json()
