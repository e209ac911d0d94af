"""The two sides of a comparison in one shape: a listing or a release, folded and ready to compare."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from vinyldigger.analysis.numbers import code_runs
from vinyldigger.analysis.parsed import Flag, ParsedListing
from vinyldigger.analysis.text import ean13, fold_catalogue_number, ordinal, words
from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.release import Release

_UNKNOWN = Format()
_SHORT = 2
MARKERS = frozenset({
    Flag.LIVE, Flag.REMIX, Flag.TRIBUTE, Flag.KARAOKE, Flag.DEMO, Flag.INSTRUMENTAL, Flag.RERECORDING, Flag.ACOUSTIC,
})  # fmt: skip


@dataclass(slots=True, frozen=True)
class Profile:
    """What is compared. ``artist`` and ``title`` are the words that must be found on the other side.

    ``names``: words that the other side must explain; ``words``: all that may explain. ``codes``: runs of words that
    may be a catalogue number; ``numbers``: those that surely are.
    """

    key: str
    artist: tuple[str, ...]
    title: tuple[str, ...]
    names: tuple[str, ...]
    words: frozenset[str]
    joins: frozenset[str]  # neighbouring words written as one: "bad company" as "badcompany"
    numbers: frozenset[str]
    codes: frozenset[str]
    barcodes: frozenset[str]
    labels: tuple[frozenset[str], ...]
    year: int | None
    country: str | None
    format: Format
    markers: frozenset[Flag]
    volumes: frozenset[int]
    figures: frozenset[str]  # numbers in the title
    editions: frozenset[str]
    various: bool
    cut: bool

    @property
    def name(self) -> tuple[frozenset[str], frozenset[int], frozenset[Flag]]:
        """What albums share that words cannot tell apart."""
        return frozenset(self.names), self.volumes, self.markers

    @property
    def tells_pressing(self) -> bool:
        """Whether anything is known that sets one pressing apart from another."""
        return bool(self.numbers or self.barcodes or self.year or self.country or self.format != _UNKNOWN)


def of_listing(parsed: ParsedListing) -> Profile:
    """The listing's side."""
    names = tuple(word for word in parsed.tokens if word not in parsed.loose)
    named = frozenset((*parsed.artist_words, *parsed.title_words))
    stated = frozenset(code for number in parsed.catalogue_numbers for code in _codes(number))
    return Profile(
        key=parsed.key,
        artist=parsed.artist_words,
        title=parsed.title_words,
        names=names,
        words=frozenset(parsed.tokens) | named,
        joins=_joins(parsed.tokens),
        numbers=stated,
        codes=stated | code_runs(parsed.written),
        barcodes=frozenset(parsed.barcodes),
        labels=(parsed.label_words,) if parsed.label_words else (),
        year=parsed.year,
        country=parsed.country,
        format=parsed.format,
        markers=parsed.flags & MARKERS,
        volumes=frozenset({parsed.volume}) if parsed.volume is not None else frozenset(),
        figures=_figures(parsed.title_words),
        editions=_editions(parsed.edition_words, parsed.flags),
        various=parsed.various,
        cut=parsed.cut,
    )


def of_release(release: Release, form: Format, vocabulary: Vocabulary) -> Profile:
    """The catalogue's side. Discogs' "(2)" and "*" behind names are no part of them."""
    credits = [_credit(name) for name in release.artists]
    various = all(words(name) in vocabulary.various for name in credits)
    artist = () if various else vocabulary.names(" ".join(credits))
    title = vocabulary.names(release.title)
    said = words(release.title)
    tokens = tuple(dict.fromkeys((*artist, *title)))
    numbers = frozenset(code for label in release.labels for code in _codes(label.catalogue_number or ""))
    return Profile(
        key=release.external_id,
        artist=artist,
        title=title,
        names=tokens,
        words=frozenset(tokens) | frozenset(said),
        joins=_joins((*artist, *title)) | _joins((*title[-1:], *artist[:1])),
        numbers=numbers,
        codes=numbers,
        barcodes=frozenset(filter(None, map(ean13, release.barcodes))),
        labels=tuple(frozenset(words(_credit(label.name))) for label in release.labels if label.name),
        year=release.year,
        country=vocabulary.country(release.country) if release.country else None,
        format=form,
        markers=_markers((*words(" ".join(credits)), *said), vocabulary) & MARKERS,
        volumes=_volumes(said, vocabulary),
        figures=_figures(title),
        editions=_editions(form.descriptions, frozenset()),
        various=various,
        cut=False,
    )


def _codes(number: str) -> frozenset[str]:
    """A catalogue number folded; where zeros are most of it ("007") also as it is."""
    folded = fold_catalogue_number(number)
    bare = "".join(words(number)).upper()
    return frozenset({folded, bare} if 0 < len(folded) <= _SHORT < len(bare) else {folded} - {""})


def _credit(name: str) -> str:
    """A name without Discogs' number for namesakes and its sign for variations."""
    name = name.rstrip("* ")
    head, bracket, tail = name.rpartition(" (")
    return head if bracket and tail[:-1].isdigit() and tail.endswith(")") else name


def _joins(tokens: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one + other for one, other in itertools.pairwise(tokens))


def _markers(said: tuple[str, ...], vocabulary: Vocabulary) -> frozenset[Flag]:
    found = (meaning for _, _, meanings in vocabulary.phrases.find(said) for meaning in meanings)
    return frozenset(Flag(meaning.value) for meaning in found if meaning.kind == "marker")


def _volumes(said: tuple[str, ...], vocabulary: Vocabulary) -> frozenset[int]:
    pairs = itertools.pairwise(said)
    found = (ordinal(number) for word, number in pairs if word in vocabulary.volume_words)
    return frozenset(number for number in found if number is not None)


def _figures(title: tuple[str, ...]) -> frozenset[str]:
    """Numbers in a title; one with leading zeros counts tracks: "05 - Intro"."""
    return frozenset(word for word in title if word.isdigit() and not word.startswith("0"))


def _editions(stated: frozenset[str], flags: frozenset[Flag]) -> frozenset[str]:
    """Editions that tell pressings apart; "reissue" and "promo" among them."""
    said = {flag.value for flag in flags} | stated
    return frozenset(said & {
        "180g", "remaster", "deluxe", "anniversary", "half_speed", "audiophile_series", "indie_only", "etched", "rsd",
        "signed", "alternate_cover", "tour_edition", "reissue", "promo", "test_pressing", "limited", "numbered",
        "club_edition", "unofficial", "named",
    })  # fmt: skip
