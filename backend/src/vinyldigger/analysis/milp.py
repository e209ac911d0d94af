"""A mixed-integer programme, built row by row and solved by HiGHS: one thread, fixed seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

INFINITY = highspy.kHighsInf
_ABSOLUTE_GAP = 0.004  # less than half a cent: nothing cheaper exists


@dataclass(frozen=True, slots=True)
class Solution:
    """Values by column. ``gap``: proven relative distance to the best; ``stopped``: by the clock, before proof."""

    values: Sequence[float]
    gap: float
    stopped: bool


class Programme:
    """Minimise cost over columns (variables) under rows (linear constraints)."""

    def __init__(self) -> None:
        self._costs: list[float] = []
        self._uppers: list[float] = []
        self._integer: list[bool] = []
        self._starts: list[int] = [0]
        self._indices: list[int] = []
        self._values: list[float] = []
        self._row_lowers: list[float] = []
        self._row_uppers: list[float] = []

    def column(self, cost: float = 0.0, upper: float = INFINITY, integer: bool = False) -> int:
        """A new variable from zero to ``upper``; its number."""
        self._costs.append(cost)
        self._uppers.append(upper)
        self._integer.append(integer)
        return len(self._costs) - 1

    def binary(self, cost: float = 0.0) -> int:
        """A new yes-or-no variable."""
        return self.column(cost, 1.0, integer=True)

    def charge(self, column: int, cost: float) -> None:
        """Adds to the cost of a variable."""
        self._costs[column] += cost

    def row(self, terms: Sequence[tuple[int, float]], lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """lower ≤ sum of coefficient × variable ≤ upper. A variable may stand in several terms."""
        together: dict[int, float] = {}
        for column, value in terms:
            together[column] = together.get(column, 0.0) + value
        self._indices.extend(together)
        self._values.extend(together.values())
        self._starts.append(len(self._indices))
        self._row_lowers.append(lower)
        self._row_uppers.append(upper)

    def solve(self, time_limit: float) -> Solution | None:
        """The best values found in ``time_limit`` seconds; None when there are none."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its constructor untyped
        for option, value in (
            ("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0),
            ("time_limit", time_limit), ("mip_rel_gap", 0.0), ("mip_abs_gap", _ABSOLUTE_GAP),
        ):  # fmt: skip
            solver.setOptionValue(option, value)
        solver.passModel(self._model())
        solver.run()
        status, info = solver.getModelStatus(), solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        optimal = status == highspy.HighsModelStatus.kOptimal
        gap = 0.0 if optimal else float(info.mip_gap)
        return Solution(list(solver.getSolution().col_value), gap, not optimal)

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._costs), len(self._row_lowers)
        model.col_cost_ = np.array(self._costs)
        model.col_lower_ = np.zeros(len(self._costs))
        model.col_upper_ = np.array(self._uppers)
        model.row_lower_ = np.array(self._row_lowers)
        model.row_upper_ = np.array(self._row_uppers)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(self._indices, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self._values)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[integer] for integer in self._integer]
        return model
