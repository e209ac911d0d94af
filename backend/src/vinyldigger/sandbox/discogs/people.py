"""Sample members with a collection, a want list and lists, so that a user's syncs have something to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from random import Random

from vinyldigger.sandbox.catalogue.catalogue import Catalogue
from vinyldigger.sandbox.catalogue.pressings import Pressing

_MEMBER_SINCE = 1_430_000_000
_DAY = 86_400
FOLDERS = {1: "Uncategorized", 2001: "Jazz", 2002: "Doubles"}
_MEDIA = ("Mint (M)", "Near Mint (NM or M-)", "Very Good Plus (VG+)", "Very Good (VG)", "Good (G)")


@dataclass(slots=True)
class Instance:
    """One copy in a collection. ``notes``: field id -> text."""

    id: int
    release: Pressing
    folder: int
    added: float
    rating: int
    notes: dict[int, str]


@dataclass(slots=True)
class Want:
    """One row of a want list."""

    release: Pressing
    added: float
    rating: int = 0
    notes: str = ""


@dataclass(slots=True)
class ListItem:
    """One row of a list: a release, or the master of ``release``."""

    release: Pressing
    is_master: bool
    comment: str


@dataclass(slots=True)
class UserList:
    """A list a member keeps."""

    id: int
    name: str
    description: str
    public: bool
    created: float
    items: list[ListItem]


@dataclass(slots=True)
class Member:
    """A sample user. ``country`` and ``currency`` are those of the account."""

    id: int
    username: str
    real_name: str
    country: str
    currency: str
    is_private: bool = False
    has_seller_settings: bool = True
    collection: list[Instance] = field(default_factory=list)
    wants: list[Want] = field(default_factory=list)
    lists: list[UserList] = field(default_factory=list)

    @property
    def personal_token(self) -> str:
        """The personal access token the sandbox knows them by."""
        return f"sandbox-token-{self.username}"


_MEMBERS = (  # username, name, country, currency, private, seller settings, collection, wants
    ("sample_collector", "Robin Sample", "DE", "EUR", False, True, 300, 120),
    ("sample_completist", "Kim Sample", "US", "USD", False, True, 40, 4500),
    ("sample_newcomer", "Alex Sample", "GB", "GBP", False, False, 0, 0),
    ("sample_recluse", "Jo Sample", "FR", "EUR", True, True, 25, 10),
)


class People:
    """All sample members; their lists can be changed through the API until the next reset."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._next_instance = 850_000_000
        self.members: dict[str, Member] = {}
        for number, (username, name, country, currency, private, settings, owned, wanted) in enumerate(_MEMBERS, 1):
            member = Member(740_000_000 + number, username, name, country, currency, private, settings)
            self._fill(member, owned, wanted)
            self.members[username] = member
        self._original = {name: (tuple(one.collection), tuple(one.wants)) for name, one in self.members.items()}

    def restore(self) -> None:
        """Collections and want lists as they were at the start."""
        for name, (collection, wants) in self._original.items():
            self.members[name].collection = list(collection)
            self.members[name].wants = list(wants)

    def by_token(self, token: str) -> Member | None:
        """The owner of a personal access token."""
        return next((member for member in self.members.values() if member.personal_token == token), None)

    def add_to_collection(self, member: Member, release: Pressing, folder: int, added: float) -> Instance:
        """One more copy in a collection."""
        self._next_instance += 1
        instance = Instance(self._next_instance, release, folder, added, 0, {})
        member.collection.append(instance)
        return instance

    def _fill(self, member: Member, owned: int, wanted: int) -> None:
        rng = Random(f"member {member.username}")
        known = [one for one in self._catalogue.releases.values() if one.is_vinyl]
        weights = [one.album.popularity for one in known]
        for day, release in enumerate(rng.choices(known, weights, k=owned)):
            instance = self.add_to_collection(member, release, 1, _MEMBER_SINCE + day * 9 * _DAY)
            _annotate(instance, rng)
        wishes = self.wish(member, wanted, rng)
        if member.wants:
            member.wants[0].notes = "first pressing only, please"
        if owned >= 100:
            member.lists = [
                _list(1, "Holy grails", True, wishes[200:225]),
                _list(2, "To check", False, wishes[240:248]),
            ]

    def wish(self, member: Member, number: int, rng: Random) -> list[Pressing]:
        """Give a member a want list of so many releases; beyond the catalogue's own come further represses."""
        known = [one for one in self._catalogue.releases.values() if one.is_vinyl]
        mine = {instance.release.id for instance in member.collection}
        wishes = [one for one in rng.sample(known, k=len(known)) if one.id not in mine]
        wishes += islice(self._catalogue.further(), max(0, number - len(wishes)))
        since = _MEMBER_SINCE + 200 * _DAY
        member.wants = [Want(one, since + row * _DAY // 2, row % 6) for row, one in enumerate(wishes[:number])]
        return wishes


def _annotate(instance: Instance, rng: Random) -> None:
    if instance.release.album.genre == "Jazz":
        instance.folder = 2001
    elif rng.random() < 0.05:
        instance.folder = 2002
    instance.rating = rng.choice((0, 0, 0, 3, 4, 5))
    if rng.random() < 0.7:
        instance.notes = {1: rng.choice(_MEDIA), 2: rng.choice((*_MEDIA, "Generic", "No Cover"))}
    if rng.random() < 0.1:
        instance.notes[3] = rng.choice(("from the flea market", "gift", "skips on B2", "with insert"))


def _list(number: int, name: str, public: bool, releases: list[Pressing]) -> UserList:
    items = [ListItem(one, place % 4 == 3, "any nice copy" if place == 0 else "") for place, one in enumerate(releases)]
    created = _MEMBER_SINCE + number * 400 * _DAY
    return UserList(1_400_000 + number, name, "A sample list", public, created, items)
