"""Grades in sellers' words: "VG+/VG", "Vinyl: EX Cover: VG+", "mint" where it is no name.

Between two steps of the Goldmine scale the lower is read, and noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vinyldigger.analysis.lexing import Token
from vinyldigger.analysis.parsed import ReadGrade
from vinyldigger.analysis.vocabulary import GradeWords
from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.core.domain.words import Reason

NOT_SAID = ReadGrade()
_SHORT_FORM = 3  # "NM", "VG+"
_LONGEST = 4  # words in "Near Mint (NM or M-)" up to the bracket


class Said(NamedTuple):
    """A grade found in a text, in tokens ``start`` to ``end``. ``weak``: a grade only if its surroundings say so."""

    start: int
    end: int
    words: str
    grade: Grade
    between: bool
    weak: bool
    sleeve_only: bool


def grades_in(tokens: Sequence[Token], vocabulary: GradeWords) -> list[Said]:
    """Every word or phrase that may be a grade, longest first at each place."""
    found: list[Said] = []
    past, first_words = 0, vocabulary.first_words
    for place in [place for place, token in enumerate(tokens) if token.word in first_words]:
        if place >= past and tokens[place].kind == "word":
            said = _longest_grade(tokens, place, vocabulary)
            if said:
                found.append(said)
                past = said.end
    return found


def _longest_grade(tokens: Sequence[Token], start: int, vocabulary: GradeWords) -> Said | None:
    phrase, best = "", None
    for end in range(start, min(start + _LONGEST, len(tokens))):
        token = tokens[end]
        if token.kind != "word" or (end > start and token.before.strip("(")):
            break
        phrase = f"{phrase} {token.word}".strip()
        for written in dict.fromkeys((phrase + token.sign, phrase)):
            if (meaning := vocabulary.phrases.get(written)) is not None:
                best = Said(start, end + 1, written, *meaning)
                break
    return best


@dataclass(slots=True)
class Graded:
    """What a text says of both grades, and which tokens say it."""

    media: ReadGrade = NOT_SAID
    sleeve: ReadGrade = NOT_SAID
    used: set[int] = field(default_factory=set)


def read_grades(
    tokens: Sequence[Token], vocabulary: GradeWords, about_copy: Callable[[int], bool], source: GradeSource
) -> Graded:
    """Grades of record and sleeve in a text.

    Two grades beside each other are record/sleeve; a grade beside a word like "vinyl" or "cover" is of that; one
    grade alone is the record's. ``about_copy`` tells whether a token surely speaks of the copy (a format, a country):
    a weak word beside it is a grade.
    """
    result = Graded()
    candidates = grades_in(tokens, vocabulary)
    for number, said in enumerate(candidates):
        if said.start in result.used:
            continue
        after = candidates[number + 1] if number + 1 < len(candidates) else None
        if after and _is_pair(tokens, said, after, about_copy):
            _note(result, said, "media", source)
            _note(result, after, "sleeve", source)
            continue
        of = "sleeve" if said.sleeve_only else _subject(tokens, said, after, vocabulary)
        if of or not _may_be_name(said) or _stands_apart(tokens, said, about_copy):
            _note(result, said, of or "media", source)
    return result


def _may_be_name(said: Said) -> bool:
    """Whether the words may as well be of a name: a weak word anywhere, "The Ex" or "Very Good Trip" at the start."""
    is_short_form = len(said.words) <= _SHORT_FORM and not (said.between and said.words.isalpha())
    return said.weak or (said.start <= 1 and not is_short_form)


def _is_pair(tokens: Sequence[Token], said: Said, after: Said, about_copy: Callable[[int], bool]) -> bool:
    """Whether two grades stand as "VG+/VG"; two weak ones ("M/M", "E/G") only beside words about the copy."""
    between = tokens[after.start].before
    if after.start != said.end or between not in {"/", "-/", "", "-", "|", ","} or said.sleeve_only:
        return False
    if between.endswith("/"):
        both_weak = said.weak and after.weak and len(said.words) + len(after.words) > 4
        return not both_weak or _stands_apart(tokens, said, about_copy)
    return not (said.weak or after.weak)


def _subject(tokens: Sequence[Token], said: Said, after: Said | None, vocabulary: GradeWords) -> str | None:
    """Whose grade it is, by the word right before it ("Cover: VG") or right behind it ("NM vinyl").

    A word behind that stands right before another grade is of that one: "VG+ sleeve not graded".
    """
    for place, allowed in ((said.start - 1, ":=-"), (said.end, "")):
        if not 0 <= place < len(tokens) or (after and place == said.end == after.start - 1):
            continue
        between = tokens[said.start].before if place < said.start else tokens[place].before
        if between.strip(allowed + "( "):
            continue
        word = "lp" if tokens[place].kind == "count" else tokens[place].word
        if word in vocabulary.sleeve_words:
            return "sleeve"
        if word in vocabulary.media_words and (between or not said.weak):
            return "media"
    return None


def _stands_apart(tokens: Sequence[Token], said: Said, about_copy: Callable[[int], bool]) -> bool:
    """Whether a weak word is a statement of its own behind the first, or touches one about the copy."""
    first, last = tokens[said.start], tokens[said.end - 1]
    if said.start == 0:
        return False
    before_alone = bool(first.before) or about_copy(said.start - 1)
    after_alone = said.end == len(tokens) or bool(tokens[said.end].before) or about_copy(said.end)
    touches = about_copy(said.start - 1) or (said.end < len(tokens) and about_copy(said.end))
    return before_alone and after_alone and (touches or last.segment > 1)


def _note(result: Graded, said: Said, of: str, source: GradeSource) -> None:
    result.used.update(range(said.start, said.end))
    current: ReadGrade = getattr(result, of)
    notes = (Reason("grade_read_as", {"words": said.words, "grade": said.grade.value}),) if said.between else ()
    if current.grade is None:
        setattr(result, of, ReadGrade(said.grade, source, said.words, notes))
    elif current.grade is not said.grade:
        conflict = Reason("grade_contradicted", {"words": said.words, "first": current.words})
        lower = _lower(current.grade, said.grade)
        kept = current.words if lower is current.grade else said.words
        setattr(result, of, ReadGrade(lower, source, kept, (*current.notes, *notes, conflict)))


def _lower(one: Grade, other: Grade) -> Grade:
    if one.step is None or other.step is None:
        return other if one.step is None else one
    return one if one.step <= other.step else other
