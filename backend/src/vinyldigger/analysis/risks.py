"""Words of a seller that contradict the stated grade or warn of the copy, quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vinyldigger.analysis.lexing import Token
from vinyldigger.analysis.parsed import ReadGrade
from vinyldigger.analysis.vocabulary import RiskRule, Vocabulary
from vinyldigger.core.domain.words import Reason

_NEGATED_WITHIN = 3  # words between "no" and what it denies: "no deep scratches", "free of any scratches"
_AROUND = 2  # words quoted on either side


def read_risks(
    text: str, tokens: Sequence[Token], media: ReadGrade, sleeve: ReadGrade, vocabulary: Vocabulary
) -> tuple[Reason, ...]:
    """Risks in the order they are written, one for each code. Where no grade is stated the words still warn.

    "no scratches" is not "scratches".
    """
    found: dict[str, Reason] = {}
    for start, end, code in _risky_phrases(tokens, vocabulary):
        rule = vocabulary.risk_rules[code]
        if code not in found and _contradicts(rule, media, sleeve):
            first, last = max(0, start - _AROUND), min(len(tokens), end + _AROUND) - 1
            while tokens[first].segment != tokens[start].segment:
                first += 1
            while tokens[last].segment != tokens[end - 1].segment:
                last -= 1
            quoted = text[tokens[first].start : tokens[last].end]
            grade = sleeve.grade if rule.of == "sleeve" else media.grade
            found[code] = Reason(code, {"words": quoted, "grade": grade.value if grade and rule.least else None})
    return tuple(found.values())


def _risky_phrases(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    text = [token.word for token in tokens]
    for start, length, meanings in vocabulary.risks.find(text):
        if not _negated(text, tokens, start, vocabulary):
            for meaning in meanings:
                yield start, start + length, meaning.value


def _negated(text: Sequence[str], tokens: Sequence[Token], start: int, vocabulary: Vocabulary) -> bool:
    segment = tokens[start].segment
    for place in range(start - 1, max(-1, start - 1 - _NEGATED_WITHIN), -1):
        if tokens[place].segment != segment and tokens[place + 1].before.strip() not in {"/", ","}:
            return False
        if (text[place],) in vocabulary.negations or tuple(text[place : place + 2]) in vocabulary.negations:
            return True
    return False


def _contradicts(rule: RiskRule, media: ReadGrade, sleeve: ReadGrade) -> bool:
    if rule.least is None:
        return True
    stated = (sleeve if rule.of == "sleeve" else media).grade
    return stated is None or stated.at_least(rule.least) is not False
