"""`vinyldigger match`: which Discogs releases are these listings? Needs no settings, database or Redis."""

from __future__ import annotations

import csv
import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching import Catalogue, claims
from vinyldigger.analysis.matching_pairs import pairs
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.titles import parse
from vinyldigger.analysis.vocabulary import VOCABULARY_TABLES, Vocabulary
from vinyldigger.analysis.weights import MatchWeights
from vinyldigger.cli.match_records import listing_of, read_records, release_of, text_of
from vinyldigger.core.domain.listing import Listing

Made = TypeVar("Made")
Row = tuple[str, str, MatchLevel, float]


@click.command("match")
@click.argument("listings", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.argument("catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where the pairs go.")
@click.option(
    "--dedupe", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Find pairs within this one set."
)
@click.option(
    "--threshold", type=click.FloatRange(0, 1), help="The least probability written (default: the product's)."
)
def command(
    listings: Path | None, catalogue: Path | None, output: TextIO, dedupe: Path | None, threshold: float | None
) -> None:
    """Match LISTINGS.jsonl to CATALOGUE.jsonl, or one set with itself, and write id1,id2,level,probability.

    Level "release": this pressing. Level "master": this album, in any pressing. Lines that cannot be read are told on
    standard error and left out.
    """
    vocabulary = Vocabulary.from_dict({name: _table(name) for name in VOCABULARY_TABLES})
    weights = MatchWeights.from_dict(_table("match_weights"))
    least = weights.threshold if threshold is None else threshold
    if dedupe and not listings:
        rows = _deduped(dedupe, vocabulary, weights, least)
    elif listings and catalogue and not dedupe:
        rows = _matched(listings, catalogue, vocabulary, weights, least)
    else:
        raise click.UsageError("give LISTINGS and CATALOGUE, or --dedupe RECORDS")
    gc.disable()  # a short run of many lasting values and no cycles: looking for garbage costs a tenth of the time
    try:
        _write(rows, output)
    finally:
        gc.enable()


def _write(rows: Iterable[Row], output: TextIO) -> None:
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(("id1", "id2", "level", "probability"))
    writer.writerows((one, other, level.value, f"{likely:.4f}") for one, other, level, likely in rows)


def _table(name: str) -> Any:
    return json.loads(files("vinyldigger.data").joinpath(f"{name}.json").read_text(encoding="utf-8"))


def _matched(
    listings: Path, catalogue: Path, vocabulary: Vocabulary, weights: MatchWeights, threshold: float
) -> Iterator[Row]:
    known = Catalogue(_made(catalogue, release_of), vocabulary, weights)
    for key, claim in claims(_parsed(_made(listings, listing_of), vocabulary), known, threshold):
        yield key, known.releases[claim.place].external_id, claim.level, claim.probability


def _deduped(path: Path, vocabulary: Vocabulary, weights: MatchWeights, threshold: float) -> Iterator[Row]:
    shops = {text_of(record.get("id")): text_of(record.get("shop")) for _, record in read_records(path, _ignore)}
    for pair in pairs(_parsed(_made(path, listing_of), vocabulary), shops, vocabulary, weights, threshold):
        yield pair.one, pair.other, pair.level, pair.probability


def _made(path: Path, make: Callable[[Mapping[str, Any]], Made]) -> Iterator[Made]:
    """What the readable lines of a file stand for; the others are told on standard error."""

    def complain(number: int, reason: str) -> None:
        click.echo(f"{path.name}:{number}: {reason}", err=True)

    for number, record in read_records(path, complain):
        try:
            yield make(record)
        except ValueError as error:
            complain(number, str(error))


def _ignore(number: int, reason: str) -> None:
    """Lines that cannot be read are told once, where the records are made."""


def _parsed(listings: Iterable[Listing], vocabulary: Vocabulary) -> list[ParsedListing]:
    """Listings by their own id; of two with one id the first stays."""
    parsed: dict[str, ParsedListing] = {}
    for listing in listings:
        key = listing.external_id
        if key in parsed:
            click.echo(f"id {key} is there more than once", err=True)
        else:
            parsed[key] = replace(parse(listing, vocabulary), key=key)
    return list(parsed.values())
