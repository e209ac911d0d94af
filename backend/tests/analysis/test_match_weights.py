"""The product's weights of matching are what the fitting tool makes of all labelled data.

They belong to the words and features of the same commit: after a change of either, fit again
(`python -m tools.fit_matching --write`).
"""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from tools import matching_data
from tools.fit_matching import fit_weights, provenance
from tools.matching_examples import Examples

SHARED = Path(os.environ.get("SHARED_DIR") or Path(__file__).parents[4] / "shared")
ROUNDING = 0.002  # another machine's arithmetic may round the last digit the other way


def test_the_weights_say_that_they_were_fitted_to_all_artists() -> None:
    stored = matching_data.table("match_weights")
    made = provenance(stored["examples"])
    assert stored["artists"] == "all"
    assert {name: stored[name] for name in made if name != "date"} == {k: v for k, v in made.items() if k != "date"}


@pytest.mark.shared
def test_the_weights_are_what_the_tool_writes() -> None:
    if not (SHARED / "data").is_dir():
        pytest.skip(f"no labelled data at {SHARED} (SHARED_DIR; .ci/run demands it)")
    examples = Examples.read(SHARED)
    stored = matching_data.table("match_weights")
    assert stored["examples"] == {"titles": len(examples.titles.wanted), "pairs": len(examples.shops.labelled)}
    fitted = _numbers(asdict(fit_weights(examples)))
    assert {name: value for name, value in _numbers(stored).items() if not name.startswith("examples")} == {
        name: pytest.approx(value, abs=ROUNDING) for name, value in fitted.items()
    }


def _numbers(table: dict[str, Any], path: str = "") -> dict[str, float]:
    """Every number by where it stands."""
    found: dict[str, float] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= _numbers(value, f"{path}{name}.")
        elif isinstance(value, int | float):
            found[f"{path}{name}"] = value
    return found
