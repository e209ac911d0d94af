"""The words of record sellers as frozen values: which phrase says what about a copy.

The words themselves live in data files (``data/<name>.json`` for each of :data:`VOCABULARY_TABLES`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from vinyldigger.analysis.text import without_years, words
from vinyldigger.core.domain.grade import Grade

VOCABULARY_TABLES = ("words", "formats", "grades", "countries", "aspects")


class Meaning(NamedTuple):
    """What a phrase says: ``kind`` ("flag", "colour", "country", …) and ``value``.

    ``doubtful``: often part of a name, so it counts only beside words that surely speak of the copy.
    """

    kind: str
    value: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases and what they say. ``lengths``: of the phrases that begin with a word, longest first."""

    meanings: Mapping[tuple[str, ...], tuple[Meaning, ...]]
    lengths: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, Meaning]]) -> Phrases:
        """Phrases as written, each with one meaning; one phrase may be listed with several."""
        meanings: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
        for phrase, meaning in entries:
            folded = words(phrase)
            if folded and meaning not in meanings.get(folded, ()):
                meanings[folded] = (*meanings.get(folded, ()), meaning)
        lengths: dict[str, set[int]] = {}
        for folded in meanings:
            lengths.setdefault(folded[0], set()).add(len(folded))
        return cls(meanings, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()})

    def longest_at(self, text: Sequence[str], place: int) -> tuple[int, tuple[Meaning, ...]]:
        """Length and meanings of the longest phrase that starts at a place of a text; 0 when there is none."""
        for length in self.lengths.get(text[place], ()):
            phrase = tuple(text[place : place + length])
            found = self.meanings.get(phrase)
            if found:
                return len(phrase), found
        return 0, ()

    def find(self, text: Sequence[str]) -> Iterable[tuple[int, int, tuple[Meaning, ...]]]:
        """Every longest phrase from left to right, without overlap: start, length, meanings."""
        past, lengths = 0, self.lengths
        for place in [place for place, word in enumerate(text) if word in lengths]:
            if place >= past:
                length, meanings = self.longest_at(text, place)
                if length:
                    yield place, length, meanings
                    past = place + length


class GradeMeaning(NamedTuple):
    """A grade as read from a phrase. ``between``: two steps; ``weak``: a grade only in context."""

    grade: Grade
    between: bool = False
    weak: bool = False
    sleeve_only: bool = False


@dataclass(frozen=True, slots=True)
class GradeWords:
    """How sellers write grades."""

    phrases: Mapping[str, GradeMeaning]
    first_words: frozenset[str]  # that any of these may begin with
    media_words: frozenset[str]
    sleeve_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class RiskRule:
    """Words that contradict a grade: ``of`` media or sleeve from grade ``least`` up; of the copy: always a risk."""

    code: str
    of: str
    least: Grade | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the reader of listings knows about words."""

    phrases: Phrases  # in titles and comments
    risks: Phrases
    risk_rules: Mapping[str, RiskRule]
    grades: GradeWords
    stop_words: frozenset[str]  # articles and connectives: no evidence of anything
    common: frozenset[str]  # words of very many titles
    various: frozenset[tuple[str, ...]]
    no_value: frozenset[str]
    volume_words: frozenset[str]
    lot_nouns: frozenset[str]
    colour_nouns: frozenset[str]
    colour_modifiers: frozenset[str]
    negations: frozenset[tuple[str, ...]]
    aspects: Mapping[str, str]  # folded name of an item specific -> field
    countries: Mapping[tuple[str, ...], str]
    within: Mapping[str, frozenset[str]]  # region -> countries that may be meant by it

    @classmethod
    def from_dict(cls, tables: Mapping[str, Any]) -> Vocabulary:
        """From the parsed data files, by name. Raises KeyError when one is missing."""
        said, countries = tables["words"], tables["countries"]
        stops = [*said["connectives"], *(word for language in said["articles"].values() for word in language)]
        return cls(
            phrases=Phrases.of(_phrases(tables)),
            risks=Phrases.of(
                (phrase, Meaning("risk", code)) for code, rule in said["risks"].items() for phrase in rule["words"]
            ),
            risk_rules={
                code: RiskRule(code, rule["of"], Grade(rule["from"]) if rule["from"] else None)
                for code, rule in said["risks"].items()
            },
            grades=_grades(tables["grades"]),
            stop_words=frozenset(stops),
            common=frozenset(said["common"]),
            various=frozenset(words(phrase) for phrase in said["various"]),
            no_value=frozenset("".join(words(phrase)) for phrase in said["no_value"]),
            volume_words=frozenset(said["volume"]),
            lot_nouns=frozenset(said["lot_nouns"]),
            colour_modifiers=frozenset(tables["formats"]["colour_modifiers"]),
            colour_nouns=frozenset(tables["formats"]["colour_nouns"]),
            negations=frozenset(words(phrase) for phrase in said["negations"]),
            aspects={" ".join(words(name)): field for field, name in _pairs(tables["aspects"]["names"])},
            countries={words(name): code for code, name in _pairs(countries["names"])},
            within={region: frozenset(codes) for region, codes in countries["within"].items()},
        )

    def country(self, name: str) -> str | None:
        """The code of a country as Discogs or a seller names it; None when it is not known."""
        return self.countries.get(words(name))

    def says_nothing(self, value: str) -> bool:
        """Whether a field's value only says that there is none: "Does not apply"."""
        return "".join(words(value)) in self.no_value

    def names(self, text: str) -> tuple[str, ...]:
        """The words of a name that count: without articles and connectives, unless nothing else is left."""
        folded = without_years(words(text))
        if self.stop_words.isdisjoint(folded):
            return folded
        return tuple(word for word in folded if word not in self.stop_words) or folded


def _pairs(table: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    return ((value, phrase) for value, phrases in table.items() for phrase in phrases)


_KINDS = {
    "media": "medium", "inches": "inches", "discs": "discs", "rpm": "rpm", "types": "type", "channels": "channels",
    "colours": "colour",
}  # fmt: skip


def _phrases(tables: Mapping[str, Any]) -> Iterable[tuple[str, Meaning]]:
    said, formats, countries = tables["words"], tables["formats"], tables["countries"]
    for table, kind in _KINDS.items():
        yield from _meanings(formats[table], kind)
    for table, kind in (("markers", "marker"), ("flags", "flag"), ("editions", "edition")):
        yield from _meanings(said[table], kind)
    for kind in ("not_a_record", "never_a_record", "lot", "noise", "names"):
        yield from _meanings({kind: said[kind]}, kind)
    yield from _meanings({"edition": said["edition_words"]}, "edition_word")
    yield from _meanings({"modifier": formats["colour_modifiers"]}, "noise")
    doubtful = frozenset(countries["ambiguous"])
    for code, name in _pairs(countries["names"]):
        yield name, Meaning("country", code, " ".join(words(name)) in doubtful)


def _meanings(table: Mapping[str, Sequence[str]], kind: str) -> Iterable[tuple[str, Meaning]]:
    for value, phrase in _pairs(table):
        yield phrase.removeprefix("?"), Meaning(kind, value, phrase.startswith("?"))


def _grades(table: Mapping[str, Any]) -> GradeWords:
    phrases = {phrase: GradeMeaning(Grade(grade), sleeve_only=True) for grade, phrase in _pairs(table["sleeve_only"])}
    phrases |= {phrase: GradeMeaning(Grade(grade), weak=True) for phrase, grade in table["weak"].items()}
    phrases |= {phrase: GradeMeaning(Grade(grade), between=True) for phrase, grade in table["between"].items()}
    phrases |= {phrase: GradeMeaning(Grade(grade)) for grade, phrase in _pairs(table["strong"])}
    return GradeWords(
        phrases=phrases,
        first_words=frozenset(phrase.split()[0].rstrip("+-/") for phrase in phrases),
        media_words=frozenset(table["media_words"]),
        sleeve_words=frozenset(table["sleeve_words"]),
    )
