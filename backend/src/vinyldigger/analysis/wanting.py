"""Which want an offer satisfies, and what the collector already has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from vinyldigger.analysis.article import origin
from vinyldigger.analysis.figures import Purse
from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.text import words
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.want import Owned, PressingScope, Tier, Want
from vinyldigger.core.domain.words import Reason

_TIERS = tuple(Tier)
_WORN = frozenset(grade for grade in Grade if grade.at_least(Grade.G_PLUS) is False)


class WantIndex:
    """A want list, looked up by record."""

    def __init__(self, wants: Sequence[Want], records: Mapping[str, str], purse: Purse) -> None:
        """``records``: of the catalogue's releases, by release id."""
        self._purse = purse
        self._records = records
        self._by_record: dict[str, list[Want]] = defaultdict(list)
        self._by_release: dict[str, list[Want]] = defaultdict(list)
        self._by_name: dict[tuple[str, ...], list[Want]] = defaultdict(list)
        for want in sorted(wants, key=lambda want: (_TIERS.index(want.tier), want.key)):
            self._add(want)

    def _add(self, want: Want) -> None:
        releases = want.listed_releases | ({want.release_external_id} if want.release_external_id else set())
        records = {self._records.get(release, f"r{release}") for release in releases}
        if want.master_id:
            records.add(f"m{want.master_id}")
        for record in records:
            self._by_record[record].append(want)
        for release in releases:
            self._by_release[release].append(want)
        if not records:
            self._by_name[words(f"{want.artist} {want.title}")].append(want)

    @property
    def has_names(self) -> bool:
        """Whether some wants name artist and title alone."""
        return bool(self._by_name)

    def of_record(self, record_id: str | None, release_id: str | None) -> list[Want]:
        """The wants for one record of the catalogue, whatever the pressing; most wanted first."""
        found = list(self._by_record.get(record_id or "", ()))
        listed = self._by_release.get(release_id or "", ())
        return found + [want for want in listed if want not in found]

    def of_name(self, artist: str | None, title: str | None) -> list[Want]:
        """The wants that name artist and title alone."""
        return self._by_name.get(words(f"{artist or ''} {title or ''}"), []) if self._by_name else []

    def about(self, offer: Offer) -> list[Want]:
        """The wants for the same album, whatever the pressing; most wanted first."""
        if offer.match is None:
            return []
        named = self.of_name(offer.parsed.artist, offer.parsed.title)
        return self.of_record(offer.record_id, offer.match.release_external_id) + named

    def level(self, offer: Offer) -> Ownership:
        """Whether this pressing, or another of the album, is wanted."""
        wants = self.about(offer)
        if offer.release_id is not None and any(
            offer.release_id == want.release_external_id or offer.release_id in want.listed_releases for want in wants
        ):
            return Ownership.RELEASE
        return Ownership.MASTER if wants else Ownership.NONE

    def satisfied(self, offer: Offer) -> tuple[Want | None, Reason | None]:
        """The most wanted want this offer satisfies; else None and what stands against the first one considered."""
        against: Reason | None = None
        for want in self.about(offer):
            problem = self.problem(want, offer)
            if problem is None:
                return want, None
            against = against or problem
        return None, against

    def problem(self, want: Want, offer: Offer) -> Reason | None:
        """The rule of the want that the offer breaks; None when it satisfies the want."""
        return (
            _wrong_pressing(want, offer)
            or below(offer.media, want.min_media, "media_below")
            or below(offer.sleeve, want.min_sleeve, "sleeve_below")
            or _wrong_place(want, offer)
            or self._too_dear(want, offer)
        )

    def _too_dear(self, want: Want, offer: Offer) -> Reason | None:
        limit = self._purse.take(want.max_landed)
        sure = offer.landed.total or offer.landed.low
        if limit is None or sure.amount <= limit:
            return None
        return Reason("above_want_limit", {"amount": str(limit), "currency": self._purse.currency})


def _wrong_pressing(want: Want, offer: Offer) -> Reason | None:
    wanted = {
        PressingScope.RELEASE: frozenset({want.release_external_id} if want.release_external_id else ()),
        PressingScope.LISTED: want.listed_releases,
        PressingScope.MASTER: frozenset[str](),
    }[want.scope]
    if not wanted or offer.release_id in wanted:
        return None
    return Reason("pressing_not_confirmed" if offer.release_id is None else "another_pressing")


def below(grade: Grade | None, floor: Grade | None, code: str) -> Reason | None:
    """The reason ``code`` when a grade is worse than a floor; None when it is not or cannot be told."""
    if floor is None or grade is None or grade.at_least(floor) is not False:
        return None
    return Reason(code, {"grade": grade.value, "minimum": floor.value})


def _wrong_place(want: Want, offer: Offer) -> Reason | None:
    country = origin(offer.listing)
    if not want.countries or offer.is_floor or country in want.countries:
        return None
    return Reason("ships_from_elsewhere", {"country": country}) if country else Reason("origin_unknown")


class Shelf:
    """A collection, looked up by record."""

    def __init__(self, owned: Sequence[Owned], records: Mapping[str, str]) -> None:
        """``records``: of the catalogue's releases, by release id."""
        self._copies: dict[str, list[Owned]] = defaultdict(list)
        self._albums: set[str] = set()
        for copy in owned:
            self._copies[copy.release_external_id].append(copy)
            own_record = f"m{copy.master_id}" if copy.master_id else f"r{copy.release_external_id}"
            self._albums.add(records.get(copy.release_external_id, own_record))

    def level(self, record_id: str | None, release_id: str | None) -> Ownership:
        """Whether this pressing, or another of the album, is owned."""
        if release_id in self._copies:
            return Ownership.RELEASE
        return Ownership.MASTER if record_id in self._albums else Ownership.NONE

    def grades(self, release_id: str | None) -> list[Grade | None]:
        """The grades of the copies of one pressing."""
        return [copy.media_grade for copy in self._copies.get(release_id or "", ())]

    def is_upgrade(self, offer: Offer) -> bool:
        """Whether the offer is the same pressing as an owned copy in a better grade than every one of them."""
        step = offer.media.step if offer.media else None
        owned = [grade.step if grade is not None else None for grade in self.grades(offer.release_id)]
        known = [grade for grade in owned if grade is not None]
        return step is not None and bool(known) and len(known) == len(owned) and step > max(known)


def is_worn(media: Grade | None, want: Want | None) -> bool:
    """Whether a record is graded below Good Plus and no want says that this will do: cheap, but nothing to buy."""
    if media is None or media not in _WORN:
        return False
    return want is None or want.min_media is None or not media.at_least(want.min_media)
