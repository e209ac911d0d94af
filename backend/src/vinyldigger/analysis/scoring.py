"""Places and scores of the offers of one analysis, those assessed now and those that stand as they stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from vinyldigger.analysis.costs import DealScore
from vinyldigger.analysis.deals import Wish, score
from vinyldigger.analysis.figures import Purse
from vinyldigger.analysis.inputs import AnalysisInput
from vinyldigger.analysis.ranking import Place, Places, Stood
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.standing import Standing
from vinyldigger.analysis.tables import DealTable
from vinyldigger.core.domain.want import Want


class Scorer:
    """Scores offers one by one against what all of them together show.

    ``included``: the offers that are in, in the order of keys. ``stood``: how the new and the moved ones stand now;
    ``scores``: the scores of those that are in.
    """

    def __init__(self, standings: Sequence[Standing], inp: AnalysisInput, purse: Purse, table: DealTable) -> None:
        self._wants: Mapping[str, Want] = {want.key: want for want in inp.wants}
        self._purse, self._table = purse, table
        self._limit = purse.take(inp.rules.max_price)
        self._searched = bool(inp.rules.query or inp.rules.anchor_release or inp.rules.anchor_master)
        self.included: list[Scored] = []
        self.stood: dict[str, Stood] = {}
        self.scores: dict[str, DealScore] = {}
        self._place_all(standings, inp.stood)

    def _place_all(self, standings: Sequence[Standing], before: Mapping[str, Stood]) -> None:
        places = Places(standing for standing in standings if standing.excluded_by is None)
        for standing in standings:
            was = before.get(standing.key)
            if standing.excluded_by is None:
                want = self._wants.get(standing.want_key or "")
                points = self._points(standing, places.of(standing), want, was)
                self.included.append(Scored(standing, points, want, self._searched))
            elif was is None:
                self.stood[standing.key] = Stood(standing)

    def _points(self, standing: Standing, place: Place, want: Want | None, was: Stood | None) -> Decimal:
        """The score: as it was where the place is as it was."""
        if was is not None and was.score is not None and was.place == place:
            return was.score
        wish = Wish(want.tier if want else None, self._searched, self._limit_for(want))
        found = score(standing, place, wish, self._table)
        self.scores[standing.key] = found
        self.stood[standing.key] = Stood(standing, place, found.score)
        return found.score

    def _limit_for(self, want: Want | None) -> Decimal | None:
        own = self._purse.take(want.max_landed) if want else None
        limits = [limit for limit in (own, self._limit) if limit is not None]
        return min(limits) if limits else None
