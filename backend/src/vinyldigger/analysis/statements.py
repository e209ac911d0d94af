"""What the words of a title say about the copy on offer, and which words say it.

Many such words are also names ("Gold", "Nice", "Live", "Mono"): they count only beside words that surely speak of
the copy, or alone between separators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from vinyldigger.analysis.grading import Graded, read_grades
from vinyldigger.analysis.lexing import Token
from vinyldigger.analysis.vocabulary import Meaning, Vocabulary
from vinyldigger.core.domain.grade import GradeSource

_SURE = frozenset(
    {
        "medium",
        "inches",
        "discs",
        "rpm",
        "type",
        "channels",
        "flag",
        "edition",
        "country",
        "colour",
        "noise",
        "edition_word",
        "not_a_record",
        "lot",
        "year",
    }
)
_BRACKET_KINDS = frozenset({"colour", "edition", "flag", "medium", "discs", "inches", "edition_word"})
_NAMED = {"edition": ("edition", "named"), "vinyl": ("flag", "coloured")}
_YEARS = frozenset(map(str, range(1925, 2036)))
_STRONG = frozenset('-:"/|~*([')  # what may end the artist's name; a comma may be in it
_SHORTEST_NAMES = 2  # words before a country that ends a title: "Live In Japan" is a name, "… BST-84003 Japan" none
_PREPOSITIONS = frozenset({"in", "of", "from", "for", "to", "my", "the", "at", "over", "aus", "du", "en"})
_LEADS_A_NAME = frozenset({"of", "to", "the"})  # before a colour that is no copy's: "Kind Of Blue vinyl LP"
_LONGEST_PREFIX = 3  # letters of a country's short form
_RANGE_WIDTH = 7  # characters from the start of one year of a range to the start of the other


class Statement(NamedTuple):
    """A phrase at tokens ``start`` to ``end`` and one thing it says."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(slots=True)
class Statements:
    """Everything a text says of the copy. ``sure``: places of tokens that do; ``loose``: that may.

    ``words``: those of the tokens, "" for a count or size; ``measures``: the tokens that are one.
    """

    tokens: Sequence[Token]
    words: Sequence[str]
    measures: Sequence[Token]
    grades: Graded
    said: list[Statement] = field(default_factory=list)
    sure: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    by_kind: dict[str, list[str]] = field(default_factory=dict)

    def values(self, kind: str) -> Sequence[str]:
        """What was said of one kind, in order."""
        return self.by_kind.get(kind, ())

    def first(self, kind: str) -> str | None:
        """The first thing said of one kind."""
        said = self.by_kind.get(kind)
        return said[0] if said else None


NOTHING_SAID = Statements((), (), (), Graded())


def read_statements(tokens: Sequence[Token], vocabulary: Vocabulary, *, is_field: bool = False) -> Statements:
    """Read a text. ``is_field``: a field made for the copy (an item specific), where no word is a name."""
    if not tokens:
        return Statements(tokens, (), (), Graded())
    reader = _Reader(tokens, vocabulary, is_field)
    reader.read()
    return reader.result


class _Reader:
    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary, is_field: bool) -> None:
        self.tokens, self.vocabulary, self.is_field = tokens, vocabulary, is_field
        self.doubtful: list[tuple[int, int, Meaning]] = []
        self.bracketed = [place for place, token in enumerate(tokens) if token.bracketed]
        self.known: set[int] = set()  # places of words that may speak of the copy
        measures = [place for place, token in enumerate(tokens) if token.kind != "word"]
        self.result = Statements(tokens, [token.word for token in tokens], [tokens[p] for p in measures], Graded())
        self.result.sure.update(measures)

    @cached_property
    def second_part(self) -> int:
        """Where the artist's name may end; 0 where nothing tells."""
        return next((place for place, token in enumerate(self.tokens) if not _STRONG.isdisjoint(token.before)), 0)

    def read(self) -> None:
        result = self.result
        self._phrases()
        source = GradeSource.FIELD if self.is_field else GradeSource.TEXT
        result.grades = read_grades(self.tokens, self.vocabulary.grades, result.sure.__contains__, source)
        result.sure |= result.grades.used
        self._years()
        self._settle_doubts()
        self._loosen_brackets()
        self._loosen_notes()
        for statement in sorted(result.said, key=attrgetter("start")):
            result.by_kind.setdefault(statement.kind, []).append(statement.value)
        result.loose |= result.sure

    def _phrases(self) -> None:
        for start, length, meanings in self.vocabulary.phrases.find(self.result.words):
            for meaning in meanings:
                self._phrase(start, start + length, meaning)

    def _phrase(self, start: int, end: int, meaning: Meaning) -> None:
        if meaning.kind == "names" and not self.is_field:
            return
        if meaning.kind == "country" and self._numbers_something(start, end):
            return
        if meaning.kind == "never_a_record" and self.tokens[start].added:
            self._accept(start, end, Meaning("noise", meaning.value))
            return
        if meaning.kind == "marker":
            self.result.said.append(Statement(start, end, "marker", meaning.value))
            return
        self.known.update(range(start, end))
        if self._is_sure(start, end, meaning):
            self._accept(start, end, meaning)
            return
        if meaning.kind in {"noise", "edition_word"}:
            self.result.loose.update(range(start, end))
        self.doubtful.append((start, end, meaning))

    def _is_sure(self, start: int, end: int, meaning: Meaning) -> bool:
        if self.is_field:
            return True
        if meaning.doubtful or meaning.kind in {"noise", "colour"}:
            return False
        if meaning.kind == "edition_word":
            return self.tokens[start].bracketed
        return start > 0 or end - start > 1 or len(self.tokens) == 1 or meaning.value in {"vinyl", "12"}

    def _numbers_something(self, start: int, end: int) -> bool:
        """Whether "US" or "UK" is rather the prefix of a catalogue number: "UK 1023"."""
        following = self.tokens[end].word if end < len(self.tokens) and not self.tokens[end].before else ""
        return len(self.tokens[start].word) <= _LONGEST_PREFIX and following.isdigit() and following not in _YEARS

    def _accept(self, start: int, end: int, meaning: Meaning) -> None:
        self.result.said.append(Statement(start, end, meaning.kind, meaning.value))
        if meaning.kind in _SURE:
            self.result.sure.update(range(start, end))

    def _years(self) -> None:
        for place in [place for place, word in enumerate(self.result.words) if word in _YEARS]:
            self.result.loose.add(place)
            if not self._in_range(place):
                self.known.add(place)
                self.doubtful.append((place, place + 1, Meaning("year", self.result.words[place], doubtful=True)))

    def _in_range(self, place: int) -> bool:
        """Whether a year is one end of "1982-1985", which is no year of release."""
        words, tokens = self.result.words, self.tokens
        return any(
            len(words[other]) in {2, 4}
            and words[other].isdigit()
            and abs(tokens[place].start - tokens[other].start) <= _RANGE_WIDTH
            for other in (place - 1, place + 1)
            if 0 <= other < len(words)
        )

    def _settle_doubts(self) -> None:
        """Accept doubtful phrases whose surroundings speak of the copy, until nothing changes."""
        open_doubts = sorted(self.doubtful, key=lambda doubt: doubt[0])
        changed = True
        while changed and open_doubts:
            changed = False
            for doubt in list(open_doubts):
                if self._fits(*doubt):
                    self._accept(*doubt)
                    open_doubts.remove(doubt)
                    changed = True
        for start, end, meaning in open_doubts:
            if meaning.kind != "noise":
                self.result.loose.update(range(start, end))

    def _fits(self, start: int, end: int, meaning: Meaning) -> bool:
        if end < len(self.tokens) and self.tokens[end].compound and self.tokens[end].kind == "word":
            return False
        if meaning.kind == "lot" and end < len(self.tokens) and self.tokens[end].word.isdigit():
            return True
        if meaning.kind == "country" and end == len(self.tokens) and start > _SHORTEST_NAMES:
            return self.tokens[start - 1].word not in _PREPOSITIONS
        if meaning.kind in {"colour", "year"} and self._is_title(start, end):
            return False
        if meaning.kind == "colour":
            return self._is_colour(start, end)
        if start == 0:
            return end < len(self.tokens) and end in self.result.sure and not self.tokens[end].before
        return self._touches_copy(start, end) or self._fills_segment(start)

    def _touches_copy(self, start: int, end: int) -> bool:
        sure = self.result.sure
        before = start - 1 in sure and not self.tokens[start].before.strip("([,")
        after = end in sure and end < len(self.tokens) and not self.tokens[end].before.strip("([,)]")
        return before or after

    def _fills_segment(self, start: int) -> bool:
        """Whether its statement, behind the first, holds nothing else, with something left to be the title."""
        segment = self.tokens[start].segment
        own = [place for place, token in enumerate(self.tokens) if token.segment == segment]
        in_first_part = start < self.second_part or segment == self.tokens[0].segment
        if in_first_part or not all(place in self.known or place in self.result.sure for place in own):
            return False
        return self.tokens[start].bracketed or self._names_elsewhere(segment) > 1

    def _loosen_brackets(self) -> None:
        """In brackets that speak of the copy every word does: "(Legendary Edition)", "-MIDNIGHT BLOOM VINYL-".

        Unknown words before "edition" name an edition, before "vinyl" a colour.
        """
        if not self.bracketed:
            return
        said = {self.tokens[said.start].segment: said for said in self.result.said if said.kind in _BRACKET_KINDS}
        for segment, last in said.items():
            own = [place for place in self.bracketed if self.tokens[place].segment == segment]
            if not own or segment == self.tokens[0].segment:
                continue
            unknown = [place for place in own if place not in self.known and place not in self.result.sure]
            named = _NAMED.get(last.value) if unknown else None
            if named and unknown[0] < last.start:
                self.result.said.append(Statement(own[0], own[-1] + 1, *named))
            self.result.sure.update(own)

    def _loosen_notes(self) -> None:
        """What a cut-off bracket holds is a note, and, where artist and title are left, what stands between dashes."""
        bracketed = [(place, self.tokens[place]) for place in self.bracketed]
        dashed = {token.segment for _, token in bracketed if token.dashed}
        notes = {segment for segment in dashed if self._names_elsewhere(segment) > 1}
        self.result.loose.update(
            place for place, token in bracketed if token.cut_off or (token.dashed and token.segment in notes)
        )

    def _names_elsewhere(self, segment: int) -> int:
        """In how many other segments a word is left that says nothing of the copy."""
        return len({
            token.segment
            for place, token in enumerate(self.tokens)
            if token.segment != segment and place not in self.result.loose and place not in self.result.sure
        })  # fmt: skip

    def _is_title(self, start: int, end: int) -> bool:
        """Whether a year or colour is all there is for a title: "Taylor Swift - 1989 LP", "King Crimson - Red LP"."""
        segment = self.tokens[start].segment
        if start == 0 or self.tokens[start - 1].segment == segment or self.tokens[start].bracketed:
            return False
        alone = all(
            place in self.known or place in self.result.sure
            for place in range(end, len(self.tokens))
            if self.tokens[place].segment == segment
        )
        return alone and self._names_elsewhere(segment) <= 1

    def _is_colour(self, start: int, end: int) -> bool:
        """A colour is the copy's before "vinyl", in a bracket or between dashes; else it is likelier a name."""
        if start and self.tokens[start - 1].word in _LEADS_A_NAME:
            return False
        following = self.tokens[end] if end < len(self.tokens) else None
        segment = self.tokens[start].segment
        own = self._fills_segment(start)
        if following is not None and following.segment == segment and following.word in self.vocabulary.colour_nouns:
            return self.tokens[start].bracketed or self._names_elsewhere(segment) > 0 or start > 1
        while start and self.tokens[start - 1].word in self.vocabulary.colour_modifiers:
            start -= 1
        before = self.tokens[start - 1] if start else None
        behind_format = before is not None and before.segment == segment and start - 1 in self.result.sure
        return own or (behind_format and before is not None and before.word not in self.vocabulary.grades.first_words)
