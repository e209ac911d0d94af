"""Item specifics ("aspects") of a marketplace, in the languages of its sites, as fields the engine knows."""

from __future__ import annotations

from collections.abc import Mapping

from vinyldigger.analysis.lexing import clean
from vinyldigger.analysis.text import words
from vinyldigger.analysis.vocabulary import Vocabulary


def read_aspects(aspects: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Fields by name ("artist", "catalogue_number", …), without values that say nothing ("Does not apply")."""
    fields: dict[str, tuple[str, ...]] = {}
    for name, values in aspects.items():
        field = vocabulary.aspects.get(" ".join(words(name)))
        if field is None:
            continue
        said = tuple(clean(value).strip() for value in values if not vocabulary.says_nothing(value))
        said = tuple(value for value in said if value)
        if said:
            fields[field] = fields.get(field, ()) + said
    return fields
