"""The command `vinyldigger match`: files in, pairs out, and bad lines told with their number."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vinyldigger.cli.match import command

CATALOGUE = [
    {"release_id": 1, "master_id": 7, "artist": "Nick Drake", "title": "Pink Moon", "label": "Island",
    "catno": "ILPS 9184", "country": "UK",
     "year": 1972, "format": "LP, Album", "barcode": ""},
    {"release_id": 2, "master_id": 7, "artist": "Nick Drake", "title": "Pink Moon", "label": "Island",
    "catno": "8424923", "country": "Europe",
     "year": 2013, "format": "LP, Album, Reissue", "barcode": "600753421260"},
    {"release_id": 3, "master_id": None, "artist": "Vashti Bunyan", "title": "Just Another Diamond Day",
    "label": "Philips", "catno": "6308 019",
     "country": "UK", "year": 1970, "format": "LP, Album"},
]  # fmt: skip
LISTINGS = [
    {"id": "a", "title": "Nick Drake - Pink Moon LP Island ILPS-9184 UK 1972 VG+/VG", "upc": ""},
    {"id": "b", "title": "NICK DRAKE PINK MOON vinyl lp"}, {"id": "c",
    "title": "Vashti Bunyan Just Another Diamond Day LP Philips 6308 019"},
    {"id": "d", "title": "Lot of 20 folk LPs Nick Drake Vashti Bunyan"}, {"id": "e",
    "title": "Donovan - Sunshine Superman LP"},
    {"id": "f", "title": "Pink Moon", "artist": "Nick Drake", "upc": "600753421260", "format": "LP",
    "label": "Island", "released": "2013"},
]  # fmt: skip


def write(path: Path, records: Sequence[object]) -> str:
    path.write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), encoding="utf-8")
    return str(path)


def run(tmp_path: Path, *arguments: str) -> tuple[Result, list[dict[str, str]]]:
    target = tmp_path / "pairs.csv"
    result = CliRunner().invoke(command, [*arguments, "-o", str(target)])
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines())) if target.exists() else []
    return result, rows


def matched(tmp_path: Path, listings: Sequence[object], *options: str) -> tuple[Result, list[dict[str, str]]]:
    catalogue = write(tmp_path / "catalogue.jsonl", CATALOGUE)
    return run(tmp_path, write(tmp_path / "listings.jsonl", listings), catalogue, *options)


def test_listings_are_matched_to_releases_and_albums(tmp_path: Path) -> None:
    result, rows = matched(tmp_path, LISTINGS)
    assert result.exit_code == 0
    assert result.stderr == ""
    found = {row["id1"]: (row["id2"], row["level"]) for row in rows}
    assert found.keys() == {"a", "b", "c", "f"}
    assert (found["a"], found["c"], found["f"]) == (("1", "release"), ("3", "release"), ("2", "release"))
    assert found["b"][1] == "master"
    assert found["b"][0] in {"1", "2"}
    assert all(0.5 <= float(row["probability"]) <= 1 for row in rows)
    assert list(rows[0]) == ["id1", "id2", "level", "probability"]


def test_the_threshold_can_be_raised_and_lowered(tmp_path: Path) -> None:
    _, usual = matched(tmp_path, LISTINGS)
    _, few = matched(tmp_path, LISTINGS, "--threshold", "0.999")
    _, many = matched(tmp_path, LISTINGS, "--threshold", "0.01")
    assert len(few) < len(usual) <= len(many)
    assert all(float(row["probability"]) >= 0.999 for row in few)


def test_a_set_is_matched_with_itself(tmp_path: Path) -> None:
    records: list[Mapping[str, Any]] = [
        {"id": "x1", "shop": "x", "listing_title": "Nick Drake - Pink Moon LP", "artist": "Nick Drake",
        "title": "Pink Moon", "format": "LP"},
        {"id": "y1", "shop": "y", "listing_title": "DRAKE, NICK - PINK MOON", "artist": "DRAKE, NICK",
        "title": "PINK MOON", "format": "LP (1)"},
        {"id": "y2", "shop": "y", "listing_title": "DRAKE, NICK - PINK MOON -PINK VINYL-", "artist": "DRAKE, NICK",
        "title": "PINK MOON -PINK VINYL-"},
        {"id": "z1", "shop": "z", "listing_title": "Nick Drake - Bryter Layter LP", "artist": "Nick Drake",
        "title": "Bryter Layter", "format": "LP"},
    ]  # fmt: skip
    result, rows = run(tmp_path, "--dedupe", write(tmp_path / "records.jsonl", records))
    assert result.exit_code == 0
    found = {frozenset((row["id1"], row["id2"])): row["level"] for row in rows}
    assert found[frozenset(("x1", "y1"))] == "release"
    assert found[frozenset(("x1", "y2"))] == "master"
    assert not any("z1" in pair for pair in found)
    assert frozenset(("y1", "y2")) not in found


def test_two_records_without_a_shop_may_be_a_pair(tmp_path: Path) -> None:
    records = [
        {"id": 1, "title": "Nick Drake - Pink Moon LP Island ILPS 9184"},
        {"id": 2, "title": "Pink Moon - Nick Drake LP Island ILPS-9184"},
    ]
    _, rows = run(tmp_path, "--dedupe", write(tmp_path / "records.jsonl", records))
    assert [(row["id1"], row["id2"]) for row in rows] == [("1", "2")]


def test_bad_lines_are_told_with_their_number_and_the_rest_is_done(tmp_path: Path) -> None:
    path = tmp_path / "listings.jsonl"
    good = json.dumps(LISTINGS[0])
    path.write_bytes(b"\n".join([
        b"not json", good.encode(), b"[1, 2]", b'{"id": "q"}', b'{"title": "no id"}', b"\xff\xfe\x00", b"",
        good.encode(),
        b'{"id": "n", "title": null, "artist": ["x"], "upc": {"a": 1}}',
        b'{"id": "nan", "title": "x", "released": NaN}', b"[" * 5_000,
    ]))  # fmt: skip
    result, rows = run(tmp_path, str(path), write(tmp_path / "catalogue.jsonl", CATALOGUE))
    assert result.exit_code == 0
    assert [row["id1"] for row in rows] == ["a"]
    told = result.stderr.splitlines()
    numbers = [line.split(":")[1] for line in told if line.startswith("listings.jsonl:")]
    assert numbers == ["1", "3", "4", "5", "6", "9", "11"]
    assert "no title" in result.stderr
    assert "no id" in result.stderr
    assert "more than once" in result.stderr


def test_bad_catalogue_entries_are_told(tmp_path: Path) -> None:
    catalogue = write(tmp_path / "catalogue.jsonl", [*CATALOGUE, {"title": "no id"}, {"release_id": 9}, 5])
    result, rows = run(tmp_path, write(tmp_path / "listings.jsonl", LISTINGS), catalogue)
    assert len(rows) == 4
    assert [line.split(":")[1] for line in result.stderr.splitlines()] == ["4", "5", "6"]


@pytest.mark.parametrize("arguments", [[], ["--dedupe"], ["only-one.jsonl"]])
def test_without_its_files_it_says_what_it_needs(arguments: list[str]) -> None:
    assert CliRunner().invoke(command, arguments).exit_code == 2


def test_empty_files_give_no_pairs(tmp_path: Path) -> None:
    result, rows = run(tmp_path, write(tmp_path / "l.jsonl", []), write(tmp_path / "c.jsonl", []))
    assert (result.exit_code, rows) == (0, [])


def test_it_runs_without_settings_database_or_redis(tmp_path: Path) -> None:
    catalogue, listings = write(tmp_path / "c.jsonl", CATALOGUE), write(tmp_path / "l.jsonl", LISTINGS)
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-m", "vinyldigger.cli", "match", listings, catalogue],
        env={"PYTHONPATH": str(source)}, capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.splitlines()[0] == "id1,id2,level,probability"
    assert len(done.stdout.splitlines()) == 5
