"""Which words of a listing name the artist and the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vinyldigger.analysis.lexing import Token, clean, lex
from vinyldigger.analysis.statements import Statements, read_statements
from vinyldigger.analysis.text import words
from vinyldigger.analysis.vocabulary import Vocabulary

_WIDEST_GAP = 5  # characters between two words that belong together: "Eric B. & Rakim"
_SPLITS = frozenset('-:"/|~*')


class Naming(NamedTuple):
    """Names as written and folded. ``named``: folded words in order, stop words included."""

    artist: str | None
    title: str | None
    artist_words: tuple[str, ...]
    title_words: tuple[str, ...]
    tokens: tuple[str, ...]
    named: tuple[str, ...]
    loose: frozenset[str]
    various: bool


def name_record(text: str, said: Statements, fields: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary) -> Naming:
    """Artist and title from their fields where there are any, else from the parts of the listing's title."""
    parts = _parts(text, said)
    artist, title = _guess(parts)
    loose: frozenset[str] = frozenset()
    if "artist" in fields:
        artist = fields["artist"][0]
        title = _title_beside(artist, parts, vocabulary) or title
    if "title" in fields:
        title, loose = _stated_title(artist if "artist" in fields else None, fields["title"][0], vocabulary)
        if "artist" not in fields:
            artist, title = _split_title(artist, title, vocabulary)
    artist_words = vocabulary.names(artist) if artist else ()
    various = bool(artist) and words(artist or "") in vocabulary.various
    written = tuple(filter(None, said.words))
    named = words(f"{artist or ''} {title or ''}") if "artist" in fields or "title" in fields else written
    tokens = tuple([word for word in dict.fromkeys(written + named) if word not in vocabulary.stop_words])
    title_words = vocabulary.names(title) if title else ()
    return Naming(artist, title, () if various else artist_words, title_words, tokens, named, loose, various)


def _parts(text: str, said: Statements) -> list[tuple[str, str]]:
    """Stretches of the title between strong separators, without words about the copy: (separator, text)."""
    parts: list[tuple[str, list[Token]]] = []
    own: list[Token] = []
    about_copy = _about_copy(said)
    for place, token in enumerate(said.tokens):
        if token.before or not place:
            split = next((sign for sign in token.before if sign in _SPLITS), "")
            if split or not place:
                own = []
                parts.append((split, own))
        if place not in about_copy:
            own.append(token)
    named = [(split, _written(text, tokens)) for split, tokens in parts]
    return [(split, written) for split, written in named if written]


def _written(text: str, tokens: Sequence[Token]) -> str:
    """The words as written; what stood between two neighbours stays."""
    if not tokens:
        return ""
    pieces, start, end = [], tokens[0].start, tokens[0].end
    for token in tokens[1:]:
        if token.start - end > _WIDEST_GAP:
            pieces.append(text[start:end])
            start = token.start
        end = token.end
    pieces.append(text[start:end])
    return " ".join(pieces).strip(" -,;:/")


def _guess(parts: Sequence[tuple[str, str]]) -> tuple[str | None, str | None]:
    """Artist and title from the parts: "Artist - Title: Subtitle", ``Artist "Title"``; one part alone is a title."""
    if not parts:
        return None, None
    splits = [split for split, _ in parts]
    if '"' in splits[1:]:
        quoted = splits.index('"', 1)
        return parts[quoted - 1][1], parts[quoted][1]
    if len(parts) == 1:
        return None, parts[0][1]
    subtitle = f": {parts[2][1]}" if splits[2:3] == [":"] and splits[1] != ":" else ""
    return parts[0][1], parts[1][1] + subtitle


def _title_beside(artist: str, parts: Sequence[tuple[str, str]], vocabulary: Vocabulary) -> str | None:
    """The first part that is not the artist."""
    known = frozenset(vocabulary.names(artist))
    for _, written in parts:
        if not frozenset(vocabulary.names(written)) <= known:
            return written
    return None


def _stated_title(artist: str | None, value: str, vocabulary: Vocabulary) -> tuple[str, frozenset[str]]:
    """A title from its field, without notes on the copy: "RITUAL -DELUXE 2LP-" is Ritual; and words it may do without.

    Read behind the artist, where that is known, as in the title of a listing.
    """
    before = f"{clean(artist)} - " if artist else ""
    text = before + clean(value)
    said = read_statements(lex(text, vocabulary.volume_words), vocabulary)
    own = [place for place, token in enumerate(said.tokens) if token.start >= len(before)]
    about_copy = _about_copy(said)
    kept = [said.tokens[place] for place in own if place not in about_copy]
    bare = [said.tokens[place] for place in own if not said.tokens[place].bracketed]  # "RUBY -COLOURED-" is Ruby
    title = _written(text, kept) or _written(text, bare) or value
    return title, frozenset(said.tokens[place].word for place in own if place in said.loose)


def _about_copy(said: Statements) -> set[int]:
    """Places of words about the copy, and of notes on it: between dashes, or in a bracket that was cut off."""
    doubtful = [(place, said.tokens[place]) for place in said.loose - said.sure]
    return said.sure.union([place for place, token in doubtful if token.dashed or token.cut_off])


def _split_title(artist: str | None, title: str, vocabulary: Vocabulary) -> tuple[str | None, str]:
    """A title field that holds "Artist - Title" without an artist's field."""
    tokens = lex(title)
    for token in tokens[1:]:
        if "-" in token.before:
            return title[: token.start].rstrip(" -"), title[token.start :]
    own = frozenset(vocabulary.names(title))
    return (None if artist and frozenset(vocabulary.names(artist)) <= own else artist), title
