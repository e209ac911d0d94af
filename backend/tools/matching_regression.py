"""Conditional logistic regression by Newton's method (IRLS), numpy only.

Each example is a choice: one listing, its candidates, and "none of them". A choice with one candidate is ordinary
logistic regression.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

RIDGE = 0.5  # keeps a weight that few examples speak for near zero
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """Candidates of one listing; ``right`` is the place of the right one, None where it is not among them."""

    options: Sequence[Mapping[str, float]]
    right: int | None
    weight: float = 1.0


def fit(choices: Sequence[Choice], signs: Mapping[str, int], ridge: float = RIDGE) -> dict[str, float]:
    """Weights by feature that make the right choices likeliest. ``signs`` +1/-1: a feature may only push that way."""
    names = sorted({name for choice in choices for option in choice.options for name in option})
    dropped: set[str] = set()
    while True:
        kept = [name for name in names if name not in dropped]
        values = _newton(choices, kept, ridge)
        wrong = {n for n, v in zip(kept, values, strict=True) if n in signs and v * signs[n] < 0}
        if not wrong:
            return {name: round(float(value), 3) for name, value in zip(kept, values, strict=True)}
        dropped |= wrong


def _newton(choices: Sequence[Choice], names: Sequence[str], ridge: float) -> np.ndarray:
    rows = np.array([[o.get(n, 0.0) for n in names] for c in choices for o in c.options])
    sizes = np.array([len(c.options) for c in choices])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    owner = np.repeat(np.arange(len(choices)), sizes)
    right = np.zeros(len(rows))
    for start, choice in zip(starts, choices, strict=True):
        if choice.right is not None:
            right[start + choice.right] = 1.0
    importance = np.array([c.weight for c in choices])[owner]
    penalty = np.array([0.0 if name == "bias" else ridge for name in names])
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        odds = np.exp(np.clip(rows @ weights, -30, 30))
        share = odds / (1.0 + np.add.reduceat(odds, starts))[owner]
        gradient = rows.T @ (importance * (right - share)) - penalty * weights
        means = np.add.reduceat(rows * share[:, None], starts)
        scaled = rows * (importance * share)[:, None]
        per_choice = np.array([c.weight for c in choices])
        curvature = rows.T @ scaled - means.T @ (means * per_choice[:, None]) + np.diag(penalty + 1e-6)
        step = np.linalg.solve(curvature, gradient)
        weights += step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max())))
        if np.abs(step).max() < 1e-5:
            break
    return weights


def line(odds: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the log-odds that make what is true likeliest."""
    rows, weights = np.column_stack([odds, np.ones(len(odds))]), np.array([1.0, 0.0])
    for _ in range(_STEPS):
        share = 1.0 / (1.0 + np.exp(-rows @ weights))
        curvature = rows.T @ (rows * (share * (1 - share))[:, None]) + 1e-6 * np.eye(2)
        weights += np.linalg.solve(curvature, rows.T @ (true - share))
    return float(weights[0]), float(weights[1])
